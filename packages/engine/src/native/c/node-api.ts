/** The module for Node. Its functions are declared here, because their headers may not be installed. */
export const cNodeApi: string = `
/* The stable part of Node-API that this needs. */
typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;
typedef struct napi_callback_info__ *napi_callback_info;
typedef napi_value (*napi_callback)(napi_env, napi_callback_info);
extern int napi_create_function(napi_env, const char *, size_t, napi_callback, void *, napi_value *);
extern int napi_set_named_property(napi_env, napi_value, const char *, napi_value);
extern int napi_get_cb_info(napi_env, napi_callback_info, size_t *, napi_value *, napi_value *, void **);
extern int napi_get_typedarray_info(napi_env, napi_value, int *, size_t *, void **, napi_value *, size_t *);
extern int napi_throw_error(napi_env, const char *, const char *);

/* run(arena, ...inputs, ...outputs), all of them typed arrays */
static napi_value run(napi_env env, napi_callback_info info) {
  size_t count = ARGUMENTS + 1;
  napi_value values[ARGUMENTS + 1];
  void *pointers[ARGUMENTS + 1];
  int failed = napi_get_cb_info(env, info, &count, values, NULL, NULL) || count != ARGUMENTS + 1;
  for (size_t i = 0; i < ARGUMENTS + 1 && !failed; i++)
    failed = napi_get_typedarray_info(env, values[i], NULL, NULL, &pointers[i], NULL, NULL);
  if (failed) {
    napi_throw_error(env, NULL, "native: expected typed arrays.");
    return NULL;
  }
  char *arena = (char *)(((uintptr_t)pointers[0] + 63) & ~(uintptr_t)63);
  const struct memory m = {arena, pointers + 1};
  step(&m);
  return NULL;
}

__attribute__((visibility("default"))) napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  napi_value function;
  napi_create_function(env, "run", 3, run, NULL, &function);
  napi_set_named_property(env, exports, "run", function);
  return exports;
}
`;
