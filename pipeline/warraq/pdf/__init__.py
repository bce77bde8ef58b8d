"""What PDF is written in: values, streams within a budget, operations of content streams, matrices. Nothing here
knows a page.
"""
