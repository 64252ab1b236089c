import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { ErrorBoundary, LocationProvider, lazy, Route, Router } from "preact-iso";
import { PageHeader } from "./components/page-header.js";
import { problem, watchRuns } from "./state/runs.js";
import { RunsView } from "./views/runs-view.js";

const CompareView = lazy(() => import("./views/compare-view.js").then((it) => it.CompareView));
const RunView = lazy(() => import("./views/run-view.js").then((it) => it.RunView));
const StartView = lazy(() => import("./views/start-view.js").then((it) => it.StartView));

/** The page: its header, and the view of the address. */
export function App(): JSX.Element {
  useEffect(watchRuns, []);
  return (
    <LocationProvider scope={/^\/(?!api\/|files\/|playground\/)/}>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <PageHeader />
      {problem.value && (
        <p class="notice" role="alert">
          {problem.value}
        </p>
      )}
      <main id="main" tabIndex={-1}>
        <ErrorBoundary>
          <Router>
            <Route path="/" component={RunsView} />
            <Route path="/compare" component={CompareView} />
            <Route path="/run/:id" component={RunView} />
            <Route path="/start" component={StartView} />
            <Route default component={Missing} />
          </Router>
        </ErrorBoundary>
      </main>
    </LocationProvider>
  );
}

function Missing(): JSX.Element {
  return (
    <section class="empty">
      <h1>No such page</h1>
      <p>
        <a href="/">See all runs</a>
      </p>
    </section>
  );
}
