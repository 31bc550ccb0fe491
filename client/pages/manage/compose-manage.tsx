import type { ComponentChildren } from 'preact';
import type { Shell } from '../../../server/contract/pages.ts';
import { DeskShell } from '../../ui/desk-shell.tsx';
import type { Locale } from '../../ui/locale.ts';
import type { PageDocument } from '../page-document.ts';
import { listManagePlaces, type ManagePlace } from './manage-places.ts';

interface ManageRoom {
  shell: Shell;
  locale: Locale;
  place: ManagePlace;
  title: string;
  intro?: ComponentChildren;
  action?: ComponentChildren;
  waiting?: Partial<Record<ManagePlace, number>>;
  children: ComponentChildren;
}

/** A page of the administrators' desk, in its room. */
export function composeManage({
  shell,
  locale,
  place,
  waiting,
  children,
  ...head
}: ManageRoom): PageDocument {
  return {
    title: head.title,
    kind: 'desk',
    body: (
      <DeskShell
        {...{ shell, locale }}
        {...head}
        desk="manage"
        places={listManagePlaces(shell.session, place, locale.words.manage, waiting)}
      >
        {children}
      </DeskShell>
    ),
  };
}
