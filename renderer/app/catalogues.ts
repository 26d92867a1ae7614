import type { Catalogue } from '../ui/i18n.ts';

// The bundler reads these calls as text: pattern and options have to stand in them as they are.
const GERMAN = import.meta.glob<Catalogue>('../{app,features,search,words}/**/de.json', {
  eager: true,
  import: 'default',
});
const ENGLISH = import.meta.glob<Catalogue>('../{app,features,search,words}/**/en.json', {
  eager: true,
  import: 'default',
});

/** Every room keeps its German beside its screens; plural forms of English too. */
export function catalogues(): { readonly de?: Catalogue; readonly en?: Catalogue }[] {
  return [
    ...Object.values(GERMAN).map((catalogue) => ({ de: catalogue })),
    ...Object.values(ENGLISH).map((catalogue) => ({ en: catalogue })),
  ];
}
