/** A function that returns the learning rate of each step, counted from 0. */
export type Schedule = (step: number) => number;

/** The same learning rate at every step, or a schedule. */
export type LearningRate = number | Schedule;
