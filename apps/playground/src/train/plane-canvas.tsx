import { useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { colorScale } from "../ui/color-scale.js";
import { theme } from "../ui/theme.js";
import { drawPlane } from "./draw-plane.js";

interface PlaneCanvasProps {
  /** Reads what to draw. It is called in an effect, so that its signals are followed. */
  picture(): {
    readonly energies?: Float32Array | undefined;
    readonly show: "density" | "energy";
    readonly points: ArrayLike<number>;
    readonly walkers?: ArrayLike<number> | undefined;
    readonly extent: number;
  };
  readonly label: string;
  /** Called for each point that a stroke of the pointer, or the Enter key, adds. */
  readonly onDraw?: ((points: readonly number[]) => void) | undefined;
  readonly onInspect?: ((x: number, y: number) => void) | undefined;
}

/** Pixels of a side. */
const SIDE = 960;
const STEP = 0.05;

/** The plane: a picture that can be clicked, drawn on, and explored by the arrow keys. */
export function PlaneCanvas({ picture, label, onDraw, onInspect }: PlaneCanvasProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const marker = useSignal<readonly [number, number] | undefined>(undefined);
  const scales = useMemo(() => ({ light: colorScale("light"), dark: colorScale("dark") }), []);

  useSignalEffect(() => {
    const drawn = { ...picture(), marker: marker.value, theme: theme.value };
    const frame = requestAnimationFrame(() => {
      if (canvas.current) drawPlane(canvas.current, { ...drawn, scale: scales[drawn.theme] });
    });
    return () => cancelAnimationFrame(frame);
  });

  const pointOf = (event: PointerEvent): [number, number] => {
    const box = canvas.current!.getBoundingClientRect();
    const { extent } = picture();
    return [
      ((event.clientX - box.left) / box.width - 0.5) * 2 * extent,
      (0.5 - (event.clientY - box.top) / box.height) * 2 * extent,
    ];
  };
  const touch = (x: number, y: number, spread: number): void => {
    marker.value = onDraw ? undefined : [x, y];
    onInspect?.(x, y);
    onDraw?.(scattered(x, y, spread));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    const [x, y] = marker.value ?? [0, 0];
    if (move) {
      event.preventDefault();
      const { extent } = picture();
      const bounded = (value: number): number => Math.min(extent, Math.max(-extent, value));
      const next = [
        bounded(x + move[0] * STEP * extent),
        bounded(y + move[1] * STEP * extent),
      ] as const;
      marker.value = next;
      onInspect?.(...next);
    } else if (event.key === "Enter" && onDraw) {
      event.preventDefault();
      onDraw(scattered(x, y, 0.08));
    }
  };

  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: the arrow keys move a cursor on it
    <canvas
      ref={canvas}
      class={onDraw ? "plane drawing" : "plane"}
      width={SIDE}
      height={SIDE}
      tabIndex={0}
      role="application"
      aria-label={label}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        touch(...pointOf(event), 0.08);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) touch(...pointOf(event), 0.08);
      }}
    />
  );
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Places five points about the pointer. */
function scattered(x: number, y: number, spread: number): number[] {
  return Array.from({ length: 10 }, (_, i) => {
    const noise = Math.random() + Math.random() + Math.random() - 1.5;
    return (i % 2 === 0 ? x : y) + 1.6 * spread * noise;
  });
}
