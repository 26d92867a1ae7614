import type { Catalogue } from '../ui/i18n.ts';

/** Every room keeps its German beside its screens; plural forms of English too. */
export function catalogues(): { readonly de?: Catalogue; readonly en?: Catalogue }[] {
  const options = { eager: true, import: 'default' } as const;
  const de = import.meta.glob<Catalogue>('../{app,features,search}/**/de.json', options);
  const en = import.meta.glob<Catalogue>('../{app,features,search}/**/en.json', options);
  return [
    ...Object.values(de).map((catalogue) => ({ de: catalogue })),
    ...Object.values(en).map((catalogue) => ({ en: catalogue })),
  ];
}
