import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { KnowledgeWorkPage } from '../../../state/routes.ts';
import { msg } from '../../../ui/i18n.ts';
import type { IconName } from '../../../ui/icon-paths.ts';

/** A page of knowledge work; who builds one adds it here. */
export interface WorkPage {
  readonly page: KnowledgeWorkPage;
  /** English; translated where it is shown. */
  readonly name: string;
  readonly icon: IconName;
  readonly Page: ComponentType;
}

const ReviewsPage = lazy(() =>
  import('./reviews-page.tsx').then((room) => ({ default: room.ReviewsPage })),
);

const FeedbackPage = lazy(() =>
  import('../circle/feedback-page.tsx').then((room) => ({ default: room.FeedbackPage })),
);
const GapsPage = lazy(() =>
  import('../circle/gaps-page.tsx').then((room) => ({ default: room.GapsPage })),
);
const LinksPage = lazy(() =>
  import('../circle/links-page.tsx').then((room) => ({ default: room.LinksPage })),
);
const TransferPage = lazy(() =>
  import('../circle/transfer-page.tsx').then((room) => ({ default: room.TransferPage })),
);

/** The pages there are, in the order of their tabs. */
export const WORK_PAGES: readonly WorkPage[] = [
  { page: 'reviews', name: msg('Reviews and reminders'), icon: 'eye', Page: ReviewsPage },
  { page: 'feedback', name: msg('What readers say'), icon: 'chat', Page: FeedbackPage },
  { page: 'gaps', name: msg('Gaps'), icon: 'search', Page: GapsPage },
  { page: 'links', name: msg('Broken links'), icon: 'link', Page: LinksPage },
  { page: 'transfer', name: msg('Import and export'), icon: 'upload', Page: TransferPage },
];
