/** The module for Node. Its functions are declared here, because their headers may not be installed. */
export const cNodeApi: string = `
/* The stable part of Node-API that this needs. */
typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;
typedef struct napi_callback_info__ *napi_callback_info;
typedef napi_value (*napi_callback)(napi_env, napi_callback_info);
extern int napi_create_function(napi_env, const char *, size_t, napi_callback, void *, napi_value *);
extern int napi_create_external(napi_env, void *, void (*)(napi_env, void *, void *), void *, napi_value *);
extern int napi_set_named_property(napi_env, napi_value, const char *, napi_value);
extern int napi_get_cb_info(napi_env, napi_callback_info, size_t *, napi_value *, napi_value *, void **);
extern int napi_get_typedarray_info(napi_env, napi_value, int *, size_t *, void **, napi_value *, size_t *);
extern int napi_get_value_external(napi_env, napi_value, void **);
extern int napi_get_value_int64(napi_env, napi_value, int64_t *);
extern int napi_throw_error(napi_env, const char *, const char *);

/* A session holds its threads until it is closed, or no longer reachable. */
struct session { struct pool *pool; };

static void close_session(struct session *session) {
  if (session->pool) close_pool(session->pool);
  session->pool = NULL;
}
static void finalize(napi_env env, void *session, void *hint) {
  (void)env, (void)hint;
  close_session(session);
  free(session);
}

static napi_value fail(napi_env env, const char *message) {
  napi_throw_error(env, NULL, message);
  return NULL;
}

/* open(threads, spin) */
static napi_value open_module(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value values[2], external;
  int64_t threads, spin;
  struct session *session = calloc(1, sizeof *session);
  if (!session || napi_get_cb_info(env, info, &count, values, NULL, NULL) ||
      napi_get_value_int64(env, values[0], &threads) || napi_get_value_int64(env, values[1], &spin))
    return fail(env, "native: expected two numbers.");
  session->pool = open_pool((long)threads, (long)spin);
  if (!session->pool || napi_create_external(env, session, finalize, NULL, &external))
    return fail(env, "native: out of memory.");
  return external;
}

/* close(session) */
static napi_value close_module(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value values[1];
  void *session;
  if (napi_get_cb_info(env, info, &count, values, NULL, NULL) || napi_get_value_external(env, values[0], &session))
    return fail(env, "native: expected a session.");
  close_session(session);
  return NULL;
}

/* run(session, arena, ...inputs, ...outputs, ...constants): the others are typed arrays */
static napi_value run(napi_env env, napi_callback_info info) {
  size_t count = ARGUMENTS + 2;
  napi_value values[ARGUMENTS + 2];
  void *pointers[ARGUMENTS + 1], *session;
  int failed = napi_get_cb_info(env, info, &count, values, NULL, NULL) || count != ARGUMENTS + 2 ||
               napi_get_value_external(env, values[0], &session);
  for (size_t i = 0; i < ARGUMENTS + 1 && !failed; i++)
    failed = napi_get_typedarray_info(env, values[i + 1], NULL, NULL, &pointers[i], NULL, NULL);
  struct pool *pool = failed ? NULL : ((struct session *)session)->pool;
  if (!pool) return fail(env, "native: expected an open session, and typed arrays.");
  char *arena = (char *)(((uintptr_t)pointers[0] + 63) & ~(uintptr_t)63);
  const struct memory m = {arena, pointers + 1};
  set_running(pool, 1);
  step(pool, &m);
  set_running(pool, 0);
  return NULL;
}

__attribute__((visibility("default"))) napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  const struct { const char *name; napi_callback call; } functions[] = {
    {"open", open_module}, {"run", run}, {"close", close_module},
  };
  for (size_t i = 0; i < 3; i++) {
    napi_value function;
    napi_create_function(env, functions[i].name, strlen(functions[i].name), functions[i].call, NULL, &function);
    napi_set_named_property(env, exports, functions[i].name, function);
  }
  return exports;
}
`;
