export type Weight = 400 | 600 | 700;

/** How a piece of text looks. Sizes and leading are points. */
export type Style = {
  readonly weight: Weight;
  readonly size: number;
  /** From one baseline to the next. */
  readonly leading: number;
  readonly colour: string;
};

/** Every colour of text keeps a contrast of at least 4.5 : 1 on white and on the panel. */
export const colours = {
  ink: "#1f2933",
  muted: "#52606d",
  accent: "#0b4f71",
  rule: "#cbd2d9",
  strongRule: "#7b8794",
  panel: "#eef3f7",
  warning: "#a61b1b",
  white: "#ffffff",
} as const;

export const styles = {
  brand: { weight: 700, size: 19, leading: 23, colour: colours.accent },
  title: { weight: 700, size: 24, leading: 28, colour: colours.ink },
  dueDate: { weight: 700, size: 18, leading: 26, colour: colours.ink },
  amountDue: { weight: 700, size: 26, leading: 31, colour: colours.accent },
  heading2: { weight: 700, size: 13, leading: 17, colour: colours.accent },
  heading3: { weight: 600, size: 10.5, leading: 14, colour: colours.ink },
  name: { weight: 600, size: 10.5, leading: 13.5, colour: colours.ink },
  body: { weight: 400, size: 9, leading: 12, colour: colours.ink },
  strong: { weight: 600, size: 9, leading: 12, colour: colours.ink },
  muted: { weight: 400, size: 8.5, leading: 11.2, colour: colours.muted },
  label: { weight: 600, size: 8, leading: 11, colour: colours.muted },
  note: { weight: 400, size: 7.5, leading: 9.6, colour: colours.muted },
  total: { weight: 700, size: 10.5, leading: 14, colour: colours.ink },
  banner: { weight: 700, size: 10.5, leading: 14, colour: colours.white },
  tiny: { weight: 400, size: 6, leading: 7.5, colour: colours.muted },
} as const satisfies Record<string, Style>;
