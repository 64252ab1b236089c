/** Matrix products in C. A tile of the result stays in registers: ROWS rows of two vectors. */
export const cProduct: string = String.raw`
#define PANEL (2 * WIDTH) /* the columns of a tile */
#define DEPTH 256         /* terms of a sum that are added in one turn, so that they stay in the cache */

/* c ← a·b (+ c), for R rows of V vectors. Element (i, k) of a is at i·ar + k·ak. */
#define TILE(R, V)                                                                            \
  APART void tile_##R##_##V(                                        \
      long depth, const float *a, long ar, long ak, const float *b, long bk, float *c, long cr, int add) { \
    vector sum[R][V];                                                                         \
    for (int i = 0; i < R; i++)                                                               \
      for (int j = 0; j < V; j++) sum[i][j] = add ? load(c + i * cr + j * WIDTH) : splat(0.0f);  \
    for (long k = 0; k < depth; k++) {                                                        \
      vector row[V];                                                                          \
      for (int j = 0; j < V; j++) row[j] = load(b + k * bk + j * WIDTH);                      \
      for (int i = 0; i < R; i++) {                                                           \
        const vector x = splat(a[i * ar + k * ak]);                                           \
        for (int j = 0; j < V; j++) sum[i][j] = MULTIPLY_ADD(x, row[j], sum[i][j]);           \
      }                                                                                       \
    }                                                                                         \
    for (int i = 0; i < R; i++)                                                               \
      for (int j = 0; j < V; j++) store(c + i * cr + j * WIDTH, sum[i][j]);                   \
  }
#if ROWS == 8
TILE(8, 2) TILE(8, 1)
#elif ROWS == 6
TILE(6, 2) TILE(6, 1)
#endif
TILE(4, 2) TILE(4, 1) TILE(2, 2) TILE(2, 1) TILE(1, 2) TILE(1, 1)

typedef void tile_function(long, const float *, long, long, const float *, long, float *, long, int);

/* The tile with the most rows that are there. */
static inline tile_function *tile_for(long rows, int vectors, long *height) {
#if ROWS == 8
  if (rows >= 8) { *height = 8; return vectors == 2 ? tile_8_2 : tile_8_1; }
#elif ROWS == 6
  if (rows >= 6) { *height = 6; return vectors == 2 ? tile_6_2 : tile_6_1; }
#endif
  if (rows >= 4) { *height = 4; return vectors == 2 ? tile_4_2 : tile_4_1; }
  if (rows >= 2) { *height = 2; return vectors == 2 ? tile_2_2 : tile_2_1; }
  *height = 1;
  return vectors == 2 ? tile_1_2 : tile_1_1;
}

/* The columns from..to of b, which has 'depth' rows and n columns, as panels of PANEL columns one after
   another, padded with zeros. */
APART void pack(long from, long to, long depth, long n, const float *b, long bk, long bn, float *all) {
  for (long j = from; j < to && j < n; j += PANEL) {
    float *panels = all + j * depth;
    for (long half = 0; half < PANEL; half += WIDTH) {
      const long columns = n - j - half < 0 ? 0 : n - j - half < WIDTH ? n - j - half : WIDTH;
      const float *source = b + (j + half) * bn;
      float *target = panels + half;
      long k = 0;
      if (bn == 1 && columns == WIDTH)
        for (; k < depth; k++) store(target + k * PANEL, load(source + k * bk));
      else if (bn == 1)
        for (; k < depth; k++) store(target + k * PANEL, load_first(source + k * bk, columns));
      else if (bk == 1 && columns > 0) /* a matrix that is transposed */
        for (; k + WIDTH <= depth; k += WIDTH) {
          vector rows[LANES];
          for (long l = 0; l < WIDTH; l++) rows[l] = l < columns ? load(source + l * bn + k) : splat(0.0f);
          transpose(rows);
          for (long l = 0; l < WIDTH; l++) store(target + (k + l) * PANEL, rows[l]);
        }
      for (; k < depth; k++)
        for (long l = 0; l < WIDTH; l++)
          target[k * PANEL + l] = l < columns ? source[k * bk + l * bn] : 0.0f;
    }
  }
}

/* The matrices of a product: a of any strides; b with rows of bk floats, of which the columns of one panel
   follow one another, and the next panel begins 'panel' floats later. */
struct product {
  long depth, n;
  const float *a; long ar, ak;
  const float *b; long bk, panel;
  float *c;
};

/* One panel of the result, for some rows and some terms of their sums. */
static inline void multiply_panel(const struct product *p, const float *a, long ar, long ak, long from, long to,
                                  long first, long depth, long j) {
  const float *b = p->b + j / PANEL * p->panel + first * p->bk;
  const long columns = p->n - j;
  const int add = first > 0;
  for (long i = from, height; i < to; i += height) {
    tile_function *tile = tile_for(to - i, columns > WIDTH ? 2 : 1, &height);
    const float *rows = a + (i - from) * ar;
    float *c = p->c + i * p->n + j;
    if (columns >= PANEL || columns == WIDTH) {
      tile(depth, rows, ar, ak, b, p->bk, c, p->n, add);
      continue;
    }
    float part[ROWS * PANEL] = {0}; /* the last columns, which do not fill their vectors */
    if (add)
      for (long r = 0; r < height; r++) memcpy(part + r * PANEL, c + r * p->n, (size_t)columns * sizeof(float));
    tile(depth, rows, ar, ak, b, p->bk, part, PANEL, add);
    for (long r = 0; r < height; r++) memcpy(c + r * p->n, part + r * PANEL, (size_t)columns * sizeof(float));
  }
}

/* c ← a·b for the rows from..to. Long sums are added in parts of DEPTH terms. */
APART void multiply(const struct product *p, long from, long to) {
  if (p->ak == 1 || (p->depth <= 2 * DEPTH && p->ak < 256)) {
    for (long j = 0; j < p->n; j += PANEL)
      multiply_panel(p, p->a + from * p->ar, p->ar, p->ak, from, to, 0, p->depth, j);
    return;
  }
  for (long first = 0; first < p->depth; first += DEPTH) {
    const long depth = p->depth - first < DEPTH ? p->depth - first : DEPTH;
    for (long i = from; i < to; i += 8 * ROWS) {
      /* columns of a matrix that is transposed, next to one another */
      float columns[8 * ROWS * DEPTH];
      const long end = i + 8 * ROWS < to ? i + 8 * ROWS : to;
      for (long k = 0; k < depth; k++)
        for (long r = 0; r < end - i; r++)
          columns[k * 8 * ROWS + r] = p->a[(i + r) * p->ar + (first + k) * p->ak];
      for (long j = 0; j < p->n; j += PANEL)
        multiply_panel(p, columns, 1, 8 * ROWS, i, end, first, depth, j);
    }
  }
}
`;
