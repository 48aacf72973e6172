import i18next from 'i18next';
import { useText } from '../../i18n';
import { studioEn, studioZh } from '../../i18n/studio';

// Studio's texts come with its pages, not with the first load.
i18next.addResourceBundle('zh-CN', 'translation', studioZh, true);
i18next.addResourceBundle('en', 'translation', studioEn, true);

/** useText for Studio's pages: also `studio.…`. */
export function useStudioText() {
  return useText();
}

export type Translate = ReturnType<typeof useText>['t'];
