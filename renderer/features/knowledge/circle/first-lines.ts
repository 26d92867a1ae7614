/** Lines of a list at first: more take longer to draw than a frame. */
export const FIRST_LINES = 50;
