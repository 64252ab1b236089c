/** Windows that slide over images, in C: convolutions and pools of up to three axes. */
export const cWindows: string = `
struct window {
  long channels;
  long size[3], out[3], filter[3], stride[3], dilation[3], before[3];
};

static inline long product_of_sizes(const long sizes[3]) { return sizes[0] * sizes[1] * sizes[2]; }

/* For all entries of a filter: where it reads of each output. Calls BODY(inside, place in x, output o). */
#define EACH_OUTPUT(w, f, BODY)                                                                     \\
  for (long o0 = 0, o = 0; o0 < (w)->out[0]; o0++)                                                  \\
    for (long o1 = 0; o1 < (w)->out[1]; o1++) {                                                     \\
      const long i0 = o0 * (w)->stride[0] + (f)[0] * (w)->dilation[0] - (w)->before[0];             \\
      const long i1 = o1 * (w)->stride[1] + (f)[1] * (w)->dilation[1] - (w)->before[1];             \\
      const int rows = i0 >= 0 && i0 < (w)->size[0] && i1 >= 0 && i1 < (w)->size[1];                \\
      const long row = (i0 * (w)->size[1] + i1) * (w)->size[2];                                     \\
      const long first = (f)[2] * (w)->dilation[2] - (w)->before[2], step = (w)->stride[2];         \\
      for (long o2 = 0; o2 < (w)->out[2]; o2++, o++) {                                              \\
        const long i2 = o2 * step + first;                                                          \\
        BODY(rows && i2 >= 0 && i2 < (w)->size[2], row + i2, o)                                     \\
      }                                                                                             \\
    }

/* The entries of an image that each entry of the filter sees: one row of 'width' floats for each channel and
   entry of the filter, with a column for each output. */
APART void unfold(const struct window *w, const float *x, float *patches, long width) {
  const long size = product_of_sizes(w->size), outputs = product_of_sizes(w->out);
  for (long c = 0; c < w->channels; c++, x += size)
    for (long f0 = 0; f0 < w->filter[0]; f0++)
      for (long f1 = 0; f1 < w->filter[1]; f1++)
        for (long f2 = 0; f2 < w->filter[2]; f2++, patches += width) {
          const long f[3] = {f0, f1, f2};
#define READ_PATCH(inside, place, o) patches[o] = (inside) ? x[place] : 0.0f;
          EACH_OUTPUT(w, f, READ_PATCH)
          for (long o = outputs; o < width; o++) patches[o] = 0.0f;
        }
}

/* The reverse: adds each entry to the place that it was read from. */
APART void fold(const struct window *w, const float *patches, long width, float *x) {
  const long size = product_of_sizes(w->size);
  for (long c = 0; c < w->channels; c++, x += size)
    for (long f0 = 0; f0 < w->filter[0]; f0++)
      for (long f1 = 0; f1 < w->filter[1]; f1++)
        for (long f2 = 0; f2 < w->filter[2]; f2++, patches += width) {
          const long f[3] = {f0, f1, f2};
#define ADD_PATCH(inside, place, o) if (inside) x[place] += patches[o];
          EACH_OUTPUT(w, f, ADD_PATCH)
        }
}

/* Memory of one call. It begins at a multiple of 64 bytes. */
static float *borrow(long floats, void **memory) {
  *memory = malloc((size_t)floats * sizeof(float) + 64);
  return (float *)(((uintptr_t)*memory + 63) & ~(uintptr_t)63);
}

/* y ← filters of x, for the images from..to. Groups of channels have filters of their own. */
APART void convolve(const struct window *w, long from, long to, long groups, long filters, const float *x,
                    const float *kernel, float *y) {
  const long size = w->channels * product_of_sizes(w->size), outputs = product_of_sizes(w->out);
  const long depth = w->channels * product_of_sizes(w->filter), width = (outputs + 31) / 32 * 32;
  void *memory;
  float *patches = borrow(depth * width, &memory);
  for (long i = from * groups; i < to * groups; i++) {
    unfold(w, x + i * size, patches, width);
    const struct product p = {
      .depth = depth, .n = outputs,
      .a = kernel + i % groups * filters * depth, .ar = depth, .ak = 1,
      .b = patches, .bk = width, .panel = PANEL,
      .c = y + i * filters * outputs,
    };
    multiply(&p, 0, filters);
  }
  free(memory);
}

/* The transposed convolution: each entry of x adds its multiple of the filters to y. */
APART void spread(const struct window *w, long from, long to, long groups, long filters, const float *x,
                  const float *kernel, float *y) {
  const long size = w->channels * product_of_sizes(w->size), inputs = product_of_sizes(w->out);
  const long rows = w->channels * product_of_sizes(w->filter), width = (inputs + 31) / 32 * 32;
  void *memory, *other;
  float *panels = borrow(filters * width, &memory), *patches = borrow(rows * inputs, &other);
  for (long i = from * groups; i < to * groups; i++) {
    pack(0, inputs, filters, inputs, x + i * filters * inputs, inputs, 1, panels);
    const struct product p = {
      .depth = filters, .n = inputs,
      .a = kernel + i % groups * filters * rows, .ar = 1, .ak = rows,
      .b = panels, .bk = PANEL, .panel = filters * PANEL,
      .c = patches,
    };
    multiply(&p, 0, rows);
    memset(y + i * size, 0, (size_t)size * sizeof(float));
    fold(w, patches, inputs, y + i * size);
  }
  free(memory);
  free(other);
}

/* The largest entry of each window and its place, or their mean, for the channels from..to. */
APART void pool(const struct window *w, long from, long to, const float *x, float *largest, int64_t *places,
                float *mean, int counts_borders) {
  const long size = product_of_sizes(w->size), outputs = product_of_sizes(w->out);
  for (long i = from; i < to; i++) {
    const float *image = x + i * size;
    for (long o = 0; o < outputs; o++) {
      if (largest) largest[i * outputs + o] = -__builtin_inff();
      if (places) places[i * outputs + o] = -1;
      if (mean) mean[i * outputs + o] = 0.0f;
    }
    for (long f0 = 0; f0 < w->filter[0]; f0++)
      for (long f1 = 0; f1 < w->filter[1]; f1++)
        for (long f2 = 0; f2 < w->filter[2]; f2++) {
          const long f[3] = {f0, f1, f2};
#define POOL(inside, place, o)                                                                      \\
  if (inside) {                                                                                     \\
    const long at = i * outputs + (o);                                                              \\
    const float entry = image[place];                                                               \\
    if (places && (places[at] < 0 || entry > largest[at])) places[at] = i * size + (place);         \\
    if (largest) largest[at] = ebm_max(largest[at], entry);                                         \\
    if (mean) mean[at] += entry;                                                                    \\
  }
          EACH_OUTPUT(w, f, POOL)
        }
    if (!mean) continue;
    for (long o = 0; o < outputs; o++) {
      const long place[3] = {o / (w->out[1] * w->out[2]), o / w->out[2] % w->out[1], o % w->out[2]};
      long count = 1;
      for (int axis = 0; axis < 3; axis++) {
        const long start = place[axis] * w->stride[axis] - w->before[axis], end = start + w->filter[axis];
        const long low = start < 0 && !counts_borders ? 0 : start;
        const long high = end > w->size[axis] && !counts_borders ? w->size[axis] : end;
        count *= high - low;
      }
      mean[i * outputs + o] /= (float)count;
    }
  }
}
`;
