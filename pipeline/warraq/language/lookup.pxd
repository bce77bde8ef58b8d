cimport cython
from libc.math cimport exp, log

ctypedef unsigned long long u64
ctypedef unsigned char u8

cdef Py_ssize_t SLOTS, MOVES, OF_BUCKET
cdef int TOKEN_BITS, UNIT_ORDER, KEPT_ORDER, _ENTRY_BITS
cdef double STEP, BARE
cdef float _NO_UNIT
cdef u64 WORD_BEGINS, _IDS, _MULTIPLIER, _FIRST, _SECOND, _ALL, _LOW, _ONE


cdef class HashTable:
    cdef public const unsigned int[::1] fingerprints
    cdef public u64 buckets


cdef class Ngrams:
    cdef public const u8[:, ::1] word
    cdef public HashTable bigrams
    cdef public const u8[:, ::1] bigram_value
    cdef public HashTable trigrams
    cdef public const u8[::1] trigram_value
    cdef public const int[::1] bare


cdef class Spelling:
    cdef public HashTable grams
    cdef public const u8[:, ::1] value
    cdef public short[:, ::1] short


cdef class Lexicon:
    cdef public u64[::1] table
    cdef public u64 last


@cython.locals(h=u64)
cpdef u64 mix(u64 key) noexcept nogil

@cython.locals(h=u64, fingerprint=cython.uint, slot=Py_ssize_t, end=Py_ssize_t)
cpdef Py_ssize_t find(HashTable table, u64 key) noexcept nogil

@cython.locals(h=u64)
cdef Py_ssize_t _bucket(u64 key, bint other, u64 buckets) noexcept nogil

@cython.locals(buckets=u64, chance=u64, k=Py_ssize_t, homeless=Py_ssize_t, best=Py_ssize_t, room=Py_ssize_t,
               other=Py_ssize_t, start=Py_ssize_t, used=Py_ssize_t, moved=Py_ssize_t, _=Py_ssize_t)
cpdef void place(cython.uint[::1] fingerprints, const u64[::1] keys, long long[::1] slots, long long[::1] owner) noexcept nogil

@cython.locals(before=u64, key=u64, slot=Py_ssize_t, weight=Py_ssize_t, alone=float)
cpdef float ngram_logp(Ngrams ngrams, Py_ssize_t a, Py_ssize_t b, Py_ssize_t c) noexcept nogil

@cython.locals(key=u64, slot=Py_ssize_t, alone=double, total=double, share=double)
cdef float _without_clitic(Ngrams ngrams, Py_ssize_t b, Py_ssize_t c) noexcept nogil

cpdef u64 onward(u64 past, Py_ssize_t unit) noexcept nogil

@cython.locals(length=u64, slot=Py_ssize_t)
cdef Py_ssize_t _of_units(Spelling spelling, int order, u64 units, Py_ssize_t which) noexcept nogil

@cython.locals(weight=Py_ssize_t, value=Py_ssize_t, order=int, context=u64)
cpdef (float, int) spelling_step(Spelling spelling, u64 past, Py_ssize_t unit, int longest) noexcept nogil

cpdef float spelling_logp(Spelling spelling, u64 past, Py_ssize_t unit) noexcept nogil

@cython.locals(before=Py_ssize_t, unit=Py_ssize_t, order=int, key=u64, slot=Py_ssize_t)
cdef void _fill_short(Spelling spelling) noexcept nogil

@cython.locals(total=float, past=u64, longest=int, value=float, at=Py_ssize_t)
cpdef float word_spelling_logp(Spelling spelling, const u8[::1] units) noexcept nogil

cpdef u64 word_onward(u64 before, u64 unit) noexcept nogil

@cython.locals(mixed=u64, part=u64, slot=u64, entry=u64)
cpdef (Py_ssize_t, Py_ssize_t) find_word(Lexicon lexicon, u64 hashed) noexcept nogil

@cython.locals(word=Py_ssize_t, node=Py_ssize_t, child=Py_ssize_t, mixed=u64, slot=u64, number=u64)
cdef void _fill(Lexicon lexicon, const u8[::1] unit, const int[::1] first, const u8[:] value, u64[::1] hashes, Py_ssize_t specials) noexcept nogil

@cython.locals(begin=Py_ssize_t)
cpdef Py_ssize_t units_before(Py_ssize_t node, const u8[::1] unit, const int[::1] parent, u8[::1] row, Py_ssize_t room) noexcept nogil

@cython.locals(node=Py_ssize_t, at=Py_ssize_t, child_there=Py_ssize_t, child=Py_ssize_t)
cpdef Py_ssize_t walk(const u8[::1] units, Py_ssize_t begin, Py_ssize_t end, const u8[::1] unit, const int[::1] first, const u8[::1] children) noexcept nogil
