import type { Theme } from 'vitepress';
// Without the fonts of the default theme: those of the reader's system do.
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ router }) {
    if (import.meta.env.SSR) return;
    // The default theme has a main landmark on every page but the first.
    router.onAfterRouteChange = () => {
      requestAnimationFrame(() => {
        const content = document.querySelector('#VPContent');
        if (content?.classList.contains('is-home')) content.setAttribute('role', 'main');
        else content?.removeAttribute('role');
      });
    };
  },
} satisfies Theme;
