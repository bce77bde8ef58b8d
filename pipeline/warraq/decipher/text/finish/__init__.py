"""What is settled when letters and order are: brackets, hamzas, lost spaces, numbers on lines of their own."""
