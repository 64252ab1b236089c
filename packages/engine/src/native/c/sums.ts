/** Sums and dot products in C. */
export const cSums: string = String.raw`
/* Σ x[i] over n numbers. */
APART float sum_of(long n, const float *x) {
  vector sums[4] = {splat(0.0f), splat(0.0f), splat(0.0f), splat(0.0f)};
  long i = 0;
  for (; i + 4 * WIDTH <= n; i += 4 * WIDTH)
    for (int j = 0; j < 4; j++) sums[j] += load(x + i + j * WIDTH);
  for (; i + WIDTH <= n; i += WIDTH) sums[0] += load(x + i);
  if (i < n) sums[1] += load_first(x + i, n - i);
  return total((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

/* The largest, the smallest and the product of n numbers. */
#define REDUCE(name, start, add)                                                              \
  APART float name(long n, const float *x) {                                                 \
    float lanes[16];                                                                          \
    for (int l = 0; l < 16; l++) lanes[l] = start;                                            \
    long i = 0;                                                                               \
    for (; i + 16 <= n; i += 16)                                                              \
      for (int l = 0; l < 16; l++) lanes[l] = add(lanes[l], x[i + l]);                        \
    for (; i < n; i++) lanes[0] = add(lanes[0], x[i]);                                        \
    for (int l = 1; l < 16; l++) lanes[0] = add(lanes[0], lanes[l]);                          \
    return lanes[0];                                                                          \
  }
static inline float ebm_times(float a, float b) { return a * b; }
REDUCE(max_of, -__builtin_inff(), ebm_max)
REDUCE(min_of, __builtin_inff(), ebm_min)
REDUCE(product_of, 1.0f, ebm_times)

/* Σ x[i·xs]·y[i·ys] over n numbers. */
static inline float dot_of(long n, const float *x, long xs, const float *y, long ys) {
  float sum = 0.0f;
  for (long i = 0; i < n; i++) sum += x[i * xs] * y[i * ys];
  return sum;
}

/* c[i] ← Σₖ a[i·ar + k]·x[k] for the rows from..to: dot products of rows. */
APART void dots(long from, long to, long depth, const float *a, long ar, const float *x, float *c) {
  long i = from;
  for (; i + WIDTH <= to; i += WIDTH) {
    vector sums[LANES];
    for (long r = 0; r < WIDTH; r++) sums[r] = splat(0.0f);
    for (long k = 0; k < depth; k += WIDTH) {
      const long left = depth - k;
      const vector y = left < WIDTH ? load_first(x + k, left) : load(x + k);
      for (long r = 0; r < WIDTH; r++) {
        const float *row = a + (i + r) * ar + k;
        sums[r] = MULTIPLY_ADD(left < WIDTH ? load_first(row, left) : load(row), y, sums[r]);
      }
    }
    transpose(sums);
    for (long step = WIDTH / 2; step > 0; step /= 2)
      for (long r = 0; r < step; r++) sums[r] += sums[r + step];
    store(c + i, sums[0]);
  }
  for (; i < to; i++) {
    vector sum = splat(0.0f);
    for (long k = 0; k < depth; k += WIDTH) {
      const long n = depth - k < WIDTH ? depth - k : WIDTH;
      sum = MULTIPLY_ADD(load_first(a + i * ar + k, n), load_first(x + k, n), sum);
    }
    c[i] = total(sum);
  }
}

/* c[j] ← Σₖ v[k·step]·b[k·bk + j] for the columns from..to: a sum of rows. */
APART void sum_rows(long depth, long from, long to, const float *v, long step, const float *b, long bk, float *c) {
  long j = from;
  for (; j + 4 * WIDTH <= to; j += 4 * WIDTH) {
    vector sums[4] = {splat(0.0f), splat(0.0f), splat(0.0f), splat(0.0f)};
    for (long k = 0; k < depth; k++) {
      const vector x = splat(v[k * step]);
      for (int l = 0; l < 4; l++) sums[l] = MULTIPLY_ADD(x, load(b + k * bk + j + l * WIDTH), sums[l]);
    }
    for (int l = 0; l < 4; l++) store(c + j + l * WIDTH, sums[l]);
  }
  for (; j < to; j += WIDTH) { /* the rest, with four sums so that they do not wait for one another */
    const long n = to - j < WIDTH ? to - j : WIDTH;
    vector sums[4] = {splat(0.0f), splat(0.0f), splat(0.0f), splat(0.0f)};
    long k = 0;
    for (; k + 4 <= depth; k += 4)
      for (int l = 0; l < 4; l++)
        sums[l] = MULTIPLY_ADD(splat(v[(k + l) * step]), load_first(b + (k + l) * bk + j, n), sums[l]);
    for (; k < depth; k++)
      sums[0] = MULTIPLY_ADD(splat(v[k * step]), load_first(b + k * bk + j, n), sums[0]);
    store_first(c + j, n, (sums[0] + sums[1]) + (sums[2] + sums[3]));
  }
}

/* c ← a·b for small matrices of any strides. */
static inline __attribute__((always_inline)) void multiply_small(
    long m, long depth, long n, const float *a, long ar, long ak, const float *b, long bk, long bn, float *c) {
  if (n == 1 && ak == 1 && bk == 1) return dots(0, m, depth, a, ar, b, c);
  if (m == 1 && bn == 1) return sum_rows(depth, 0, n, a, ak, b, bk, c);
  for (long i = 0; i < m; i++) {
    for (long j = 0; j < n; j++) c[i * n + j] = 0.0f;
    for (long k = 0; k < depth; k++)
      for (long j = 0; j < n; j++) c[i * n + j] += a[i * ar + k * ak] * b[k * bk + j * bn];
  }
}
`;
