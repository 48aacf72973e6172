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

/** Menus and lists open in a part of the page that has a name (web/index.html). */
const layer = { portalProps: { target: '#layer' } };

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
    // The list itself scrolls, which a screen reader knows of a list of choices.
    Select: { defaultProps: { comboboxProps: { withinPortal: true, ...layer }, withScrollArea: false } },
    // What would take the focus first is no item, and a menu has nothing but items.
    Menu: { defaultProps: { ...layer, withInitialFocusPlaceholder: false } },
  },
});
