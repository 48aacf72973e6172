import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Also written in app.css, because no style may be injected into the page. */
const teal: MantineColorsTuple = [
  '#e6f7f6',
  '#cdeceb',
  '#9cd9d7',
  '#68c5c2',
  '#3fb1ad',
  '#1f9a96',
  '#0f7d7a',
  '#0b6e6e',
  '#085858',
  '#054343',
];

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 7 },
  colors: { teal },
  defaultRadius: 'md',
  respectReducedMotion: true,
  components: {
    // locking the scroll injects a style element, which the content security policy refuses
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Drawer: { defaultProps: { lockScroll: false } },
    Loader: { defaultProps: { type: 'dots' } },
    Select: { defaultProps: { comboboxProps: { withinPortal: true } } },
  },
});
