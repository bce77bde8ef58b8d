cimport cython
from libc.math cimport logf

from warraq.language.lookup cimport Spelling, onward, spelling_logp, spelling_step, units_before, walk

ctypedef unsigned long long u64
ctypedef unsigned char u8

cdef Py_ssize_t _HARD, _JOIN, _KINDS, _SHORTEST, _COUNT, _UNKNOWN, _SPECIALS, _DEPTH, _DEPTH_OF_FORMS, _ROOM
cdef Py_ssize_t _JUST_READ, _PASSED, _PLACES_AT, _PLACE
cdef float _LOOKAHEAD, _LOST_AT_SEAM, _OVER_SEAM, _ANOTHER, _USED, _STEP, _ZERO, _NOTHING
cdef double STEP
cdef u64 WORD_BEGINS
cdef int UNIT_ORDER
cdef long long[::1] _HALF


cdef class Text:
    cdef public Py_ssize_t size
    cdef public const short[::1] codes
    cdef public const u8[::1] soft
    cdef public const long long[::1] signs
    cdef public const u8[::1] begins
    cdef public const u8[::1] ends
    cdef public const int[::1] skip


cdef class Channel:
    cdef public const float[:, ::1] alone
    cdef public const float[:, :, ::1] after
    cdef public const float[:, :, ::1] before
    cdef public const float[:, ::1] spread


cdef class Trie:
    cdef public const u8[::1] unit
    cdef public const int[::1] parent
    cdef public const int[::1] first
    cdef public const u8[::1] children
    cdef public const u8[::1] best
    cdef public const int[::1] word
    cdef public const u64[::1] kinds


cdef class Harakat:
    cdef public Py_ssize_t space
    cdef public const float[::1] by_kind
    cdef public float cheapest
    cdef public float second
    cdef public const float[::1] behind


cdef class Unseen:
    cdef public float wild
    cdef public const float[::1] unsettled
    cdef public Py_ssize_t words


cdef class Prices:
    cdef public double floor
    cdef public double cut
    cdef public double slope
    cdef public Harakat harakat
    cdef public Unseen unseen
    cdef public Py_ssize_t most


cdef class UnitModel:
    cdef public const u8[:, ::1] follow
    cdef public const float[:, :, ::1] dense
    cdef public Spelling spelling


cdef class Stems:
    cdef public const float[::1] share
    cdef public float[::1] log_share
    cdef public const u8[::1] kind
    cdef public const u8[:, ::1] value


cdef class Proclitics:
    cdef public const u8[:, ::1] before
    cdef public const long long[::1] length
    cdef public const float[::1] logp
    cdef public const float[:, ::1] fit
    cdef public const u8[:, ::1] begins


cdef class Endings:
    cdef public const u8[::1] unit
    cdef public const int[::1] first
    cdef public const u8[::1] children
    cdef public const short[::1] ending
    cdef public const float[:, ::1] rule
    cdef public const signed char[::1] root
    cdef public const u8[::1] last


cdef class Forms:
    cdef public Stems stems
    cdef public Proclitics proclitics
    cdef public Endings endings


cdef class Pruning:
    cdef public float floor
    cdef public float least
    cdef public Py_ssize_t most


cdef class Query:
    cdef public Text text
    cdef public const u8[::1] starts
    cdef public Channel channel


cdef class Found:
    cdef public Py_ssize_t count
    cdef public int[:, ::1] row
    cdef public float[::1] score
    cdef public u8[:, ::1] units
    cdef public long long[::1] read


cdef class Path:
    cdef public Py_ssize_t node
    cdef public Py_ssize_t pos
    cdef public float score
    cdef public Py_ssize_t unit
    cdef public Py_ssize_t symbol
    cdef public long long marks
    cdef public bint spent


cdef class Paths:
    cdef public Py_ssize_t top
    cdef public Py_ssize_t followed
    cdef public Py_ssize_t read
    cdef public Path path
    cdef public int[::1] node
    cdef public int[::1] pos
    cdef public float[::1] score
    cdef public short[::1] unit
    cdef public short[::1] symbol
    cdef public long long[::1] marks
    cdef public u8[::1] spent


cdef class FormPath:
    cdef public Py_ssize_t node
    cdef public Py_ssize_t pos
    cdef public float score
    cdef public Py_ssize_t depth
    cdef public Py_ssize_t ending
    cdef public Py_ssize_t proclitic
    cdef public u8[::1] units


cdef class Family:
    cdef public Py_ssize_t stem
    cdef public Py_ssize_t size
    cdef public int[::1] known
    cdef public u8[::1] kind
    cdef public float[::1] share
    cdef public int[::1] stack
    cdef public int[::1] state


cdef class FormPaths:
    cdef public Py_ssize_t top
    cdef public Py_ssize_t followed
    cdef public Py_ssize_t read
    cdef public FormPath path
    cdef public Family family
    cdef public int[::1] node
    cdef public int[::1] pos
    cdef public float[::1] score
    cdef public int[::1] depth
    cdef public u8[::1] unit
    cdef public int[::1] ending
    cdef public int[::1] proclitic


cdef class BestForms:
    cdef public Py_ssize_t longest
    cdef public Py_ssize_t keep
    cdef public float[:, ::1] score
    cdef public u8[:, :, ::1] units
    cdef public long long[::1] end


cdef class Spellings:
    cdef public Py_ssize_t width
    cdef public Py_ssize_t longest
    cdef public u8[:, ::1] units
    cdef public float[::1] score
    cdef public u64[::1] past
    cdef public int[::1] known
    cdef public u8[:, ::1] next_units
    cdef public float[::1] next_score
    cdef public u64[::1] next_past
    cdef public int[::1] next_known
    cdef public long long[::1] parent
    cdef public u8[:, ::1] allowed
    cdef public long long[::1] many


@cython.locals(value=Py_ssize_t)
cdef void _take_logarithms(Stems stems) noexcept nogil

@cython.locals(size=Py_ssize_t, start=Py_ssize_t, output=Found, paths=Paths)
cpdef tuple match_words(Query query, Trie trie, Prices prices)

cdef Py_ssize_t _match_starts(
    Py_ssize_t start, Query query, Trie trie, Prices prices, Paths paths, Found output) noexcept nogil

@cython.locals(top=Py_ssize_t)
cdef void _push(
    Paths paths, Py_ssize_t node, Py_ssize_t pos, float score, Py_ssize_t unit, Py_ssize_t symbol, long long marks,
    bint spent) noexcept nogil

@cython.locals(number=Py_ssize_t, total=float, another=double)
cdef double _dearer(long long places, u64 kinds, Harakat harakat) noexcept nogil

@cython.locals(top=Py_ssize_t)
cdef void _pop(Paths paths) noexcept nogil

@cython.locals(
    before=Py_ssize_t, node=Py_ssize_t, pos=Py_ssize_t, least=double, may_end=bint, limit=double,
)
cdef bint _match_from(
    Py_ssize_t start, Text text, Channel channel, Trie trie, Prices prices, Paths paths, Found output) noexcept nogil

cdef inline double _price_of_spent(Path path, Unseen unseen) noexcept nogil

@cython.locals(alone=float)
cdef inline float _corrected(Path path, Channel channel, Py_ssize_t v) noexcept nogil

@cython.locals(total=float, whole=double, word=Py_ssize_t, unseen=bint)
cdef bint _end_word(
    Py_ssize_t start, Path path, Channel channel, Trie trie, Prices prices, double least, Found output) noexcept nogil

@cython.locals(
    node=Py_ssize_t, pos=Py_ssize_t, score=float, u=Py_ssize_t, y=Py_ssize_t, marks=cython.longlong, spent=bint,
    spaces=cython.longlong, places=cython.longlong, price=float, marked=cython.longlong, over=cython.longlong,
)
cdef void _stay(Py_ssize_t start, Text text, Harakat harakat, Paths paths) noexcept nogil

cdef inline long long _marks_of_next(long long marks) noexcept nogil

@cython.locals(
    node=Py_ssize_t, behind=Py_ssize_t, u=Py_ssize_t, space=Py_ssize_t, marks=cython.longlong, spent=bint,
    child=Py_ssize_t, v=Py_ssize_t, e=float, base=float,
)
cdef void _lose_letter(
    Text text, Channel channel, Trie trie, Prices prices, double limit, Paths paths) noexcept nogil

@cython.locals(
    node=Py_ssize_t, pos=Py_ssize_t, u=Py_ssize_t, marks=cython.longlong, spent=bint, floor=double, words=Py_ssize_t,
    z=Py_ssize_t, child=Py_ssize_t, v=Py_ssize_t, e=float, base=float, shown=float,
)
cdef void _read_symbol(
    Text text, Channel channel, Trie trie, Prices prices, double limit, Paths paths) noexcept nogil

@cython.locals(
    count=Py_ssize_t, widest=Py_ssize_t, i=Py_ssize_t, begin=Py_ssize_t, span=Py_ssize_t, k=Py_ssize_t,
    mark=u8[::1], taken=int[::1], best=cython.longlong[:, ::1],
)
cpdef object best_of_spans(const int[:, ::1] rows, const float[::1] values, Py_ssize_t keep)

@cython.locals(span=Py_ssize_t, place=Py_ssize_t, k=Py_ssize_t)
cdef void _take(
    Py_ssize_t i, const int[:, ::1] rows, const float[::1] values, Py_ssize_t keep, int[::1] taken,
    long long[:, ::1] best) noexcept nogil

@cython.locals(i=Py_ssize_t, token=Py_ssize_t, quantised=float)
cdef void _weigh(
    Text text, Py_ssize_t space, const int[:, ::1] rows, float[::1] scores, float[::1] values, const u8[:, ::1] value,
    const float[::1] used, float hidden) noexcept nogil

@cython.locals(pos=Py_ssize_t)
cdef bint _is_of_room(Text text, Py_ssize_t start, Py_ssize_t end, Py_ssize_t space) noexcept nogil

@cython.locals(room=Py_ssize_t, i=Py_ssize_t, begin=Py_ssize_t, k=Py_ssize_t)
cdef void _spell(int[:, ::1] rows, Trie trie, u8[::1] row, u8[:, ::1] spelt) noexcept nogil

@cython.locals(size=Py_ssize_t, many=Py_ssize_t, pos=Py_ssize_t, output=Found, beam=Spellings)
cpdef tuple unknown_words(
    Query query, UnitModel units, bint exact, Py_ssize_t width, Py_ssize_t longest, float floor)

@cython.locals(y=Py_ssize_t, x=Py_ssize_t)
cdef void _allow(Spellings beam, Channel channel, float floor) noexcept nogil

@cython.locals(m=Py_ssize_t, pos=Py_ssize_t, t=Py_ssize_t, y=Py_ssize_t)
cdef void _spell_from(
    Py_ssize_t start, Text text, Channel channel, UnitModel units, bint exact, Spellings beam,
    Found output) noexcept nogil

@cython.locals(
    count=Py_ssize_t, h=Py_ssize_t, a=Py_ssize_t, b=Py_ssize_t, i=Py_ssize_t, x=Py_ssize_t, j=Py_ssize_t,
    q=Py_ssize_t, value=float, known=int,
)
cdef Py_ssize_t _go_on(
    Py_ssize_t t, Py_ssize_t y, Py_ssize_t m, Channel channel, UnitModel units, bint exact,
    Spellings beam) noexcept nogil

@cython.locals(
    one=Py_ssize_t, two=Py_ssize_t, h=Py_ssize_t, turn=Py_ssize_t, q=Py_ssize_t, value=float, _=int,
)
cdef void _end(
    Py_ssize_t start, Py_ssize_t end, Py_ssize_t t, Py_ssize_t m, UnitModel units, bint exact, Spellings beam,
    Found output) noexcept nogil

@cython.locals(i=Py_ssize_t, unit=Py_ssize_t, past=u64, dense=float[:, :, ::1])
cpdef object dense_trigram(Spelling spelling, const u8[:, ::1] pairs)

@cython.locals(size=Py_ssize_t, start=Py_ssize_t, output=Found, paths=FormPaths, best=BestForms)
cpdef tuple inflected_words(
    Query query, Trie trie, Forms forms, Pruning pruning, Py_ssize_t keep, Py_ssize_t longest)

cdef Py_ssize_t _inflect_starts(
    Py_ssize_t start, Query query, Trie trie, Forms forms, Pruning pruning, FormPaths paths, BestForms best,
    Found output) noexcept nogil

@cython.locals(depth=Py_ssize_t, k=Py_ssize_t)
cdef void _forget(BestForms best) noexcept nogil

@cython.locals(p=Py_ssize_t, pos=Py_ssize_t, k=Py_ssize_t, u=Py_ssize_t, score=float, e=float)
cdef void _begin_forms(
    Py_ssize_t start, Text text, Channel channel, Proclitics proclitics, Pruning pruning,
    FormPaths paths) noexcept nogil

@cython.locals(top=Py_ssize_t, length=Py_ssize_t, k=Py_ssize_t)
cdef void _pop_form(FormPaths paths, Proclitics proclitics) noexcept nogil

@cython.locals(pos=Py_ssize_t, depth=Py_ssize_t, ending=Py_ssize_t, chance=float)
cdef void _follow_forms(
    Text text, Channel channel, Trie trie, Forms forms, Pruning pruning, FormPaths paths,
    BestForms best) noexcept nogil

@cython.locals(chance=float, word=Py_ssize_t, share=float, ending=Py_ssize_t, k=Py_ssize_t, fit=float)
cdef float _chance(FormPath path, Trie trie, Forms forms, Family family) noexcept nogil

@cython.locals(pos=Py_ssize_t)
cdef Py_ssize_t _behind_seam(Text text, FormPaths paths) noexcept nogil

@cython.locals(
    node=Py_ssize_t, score=float, depth=Py_ssize_t, p=Py_ssize_t, pos=Py_ssize_t, child=Py_ssize_t, u=Py_ssize_t,
    e=float,
)
cdef void _read_in_stem(
    Text text, Channel channel, Trie trie, Forms forms, Pruning pruning, FormPaths paths) noexcept nogil

cdef Py_ssize_t _root_of_endings(FormPath path, Trie trie, Forms forms, Pruning pruning) noexcept nogil

@cython.locals(
    node=Py_ssize_t, score=float, depth=Py_ssize_t, p=Py_ssize_t, pos=Py_ssize_t, step=Py_ssize_t, u=Py_ssize_t,
    e=float,
)
cdef void _read_in_ending(
    Py_ssize_t ending, Text text, Channel channel, Endings endings, Pruning pruning,
    FormPaths paths) noexcept nogil

@cython.locals(top=Py_ssize_t)
cdef void _push_form(
    FormPaths paths, Py_ssize_t node, Py_ssize_t pos, float score, Py_ssize_t depth, Py_ssize_t unit,
    Py_ssize_t ending, Py_ssize_t proclitic) noexcept nogil

@cython.locals(low=Py_ssize_t, k=Py_ssize_t, q=Py_ssize_t, same=bint)
cdef void _put(BestForms best, const u8[::1] path, Py_ssize_t depth, float score) noexcept nogil

@cython.locals(
    last=Py_ssize_t, bare=Py_ssize_t, above=Py_ssize_t, child=Py_ssize_t, top=Py_ssize_t, at=Py_ssize_t,
    root=Py_ssize_t, u=Py_ssize_t, step=Py_ssize_t,
)
cdef void _find_family(Py_ssize_t node, Trie trie, Forms forms, Family family) noexcept nogil

cdef void _add_to_family(Family family, Py_ssize_t ending, Py_ssize_t word, Stems stems) noexcept nogil

@cython.locals(depth=Py_ssize_t, k=Py_ssize_t, node=Py_ssize_t, q=Py_ssize_t)
cdef void _add_forms(Py_ssize_t start, Trie trie, BestForms best, Found output) noexcept nogil

@cython.locals(
    i=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, node=Py_ssize_t, place=Py_ssize_t, never=Py_ssize_t,
    unit=Py_ssize_t, above=Py_ssize_t, last=Py_ssize_t, output=cython.longlong[:, ::1],
)
cpdef object unseen_outputs(
    const int[:, ::1] rows, const short[::1] codes, const float[:, :, ::1] before, float floor, const int[::1] nodes,
    Trie trie)
