import { useEffect, useState, useSyncExternalStore } from 'react';
import { request } from '../../api';
import { api } from '../../paths';
import { useMeta } from '../../session';
import type { OpenDraft } from '../../studioTypes';
import { createSaver, type Saver, type SaverState } from './saver';
import { forget, remember, remembered } from './unsaved';

export type Autosave = SaverState & Omit<Saver, 'state' | 'subscribe'>;

export function useAutosave(draft: OpenDraft): Autosave {
  const { id } = draft;
  const { user } = useMeta();
  const [saver] = useState(() => {
    const place = { draft: id, person: user.id };
    return createSaver(draft, remembered(place), {
      put: (text, version) => request(api.draft(id), { method: 'PUT', body: { text }, version }),
      get: () => request(api.draft(id)),
      remember: (unsaved) => (unsaved ? remember(place, unsaved) : forget(place)),
    });
  });
  useEffect(() => {
    // what came back from this browser
    void saver.flush();
    const leave = () => void saver.flush();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [saver]);
  const state = useSyncExternalStore(saver.subscribe, saver.state);
  const { change, flush, takeTheirs, keepMine, merge } = saver;
  return { ...state, change, flush, takeTheirs, keepMine, merge };
}
