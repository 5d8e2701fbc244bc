import type { SeedCountry } from './phones';

type Names = readonly [string, ...string[]];

export const firstNames: Record<SeedCountry, Names> = {
  FR: [
    'Camille',
    'Léa',
    'Hugo',
    'Chloé',
    'Lucas',
    'Manon',
    'Nathan',
    'Inès',
    'Théo',
    'Zoé',
    'Élise',
    'Adrien',
    'Margaux',
    'Bastien',
    'Noémie',
    'François',
    'Hélène',
    'Anaïs',
  ],
  GB: [
    'Oliver',
    'Amelia',
    'George',
    'Isla',
    'Harry',
    'Poppy',
    'Callum',
    'Freya',
    'Rhys',
    'Imogen',
    'Alfie',
    'Niamh',
    'Ewan',
    'Gwen',
  ],
  US: [
    'Mason',
    'Harper',
    'Ethan',
    'Avery',
    'Logan',
    'Riley',
    'Caleb',
    'Madison',
    'Wyatt',
    'Brooke',
    'Tyler',
    'Peyton',
    'Austin',
    'Skylar',
  ],
  DE: [
    'Jürgen',
    'Lena',
    'Maximilian',
    'Björn',
    'Anneliese',
    'Käthe',
    'Sören',
    'Mia',
    'Felix',
    'Ursula',
    'Leon',
    'Frieda',
    'Matthias',
    'Grete',
  ],
};

export const lastNames: Record<SeedCountry, Names> = {
  FR: [
    'Moreau',
    'Lefèvre',
    'Garnier',
    'Rousseau',
    'Chevalier',
    'Le Goff',
    'Dumont',
    'Faure',
    'Girard',
    "d'Aubigné",
    'Benoît',
    'Marchand',
    'Perrin',
    'Vidal',
    'Noël',
    'Saint-Martin',
  ],
  GB: [
    'Ashworth',
    'Barlow',
    'Carter',
    "O'Neill",
    'Fletcher',
    'Hughes',
    'MacLeod',
    'Pritchard',
    'Thornton',
    'Whitaker',
    'Smith-Jones',
    'Kerr',
  ],
  US: [
    'Anderson',
    'Brooks',
    'Coleman',
    'Diaz',
    'Evans',
    'Foster',
    'Hayes',
    'Jenkins',
    'Morgan',
    'Nguyen',
    'Reyes',
    'Sullivan',
    'Walker',
    'Young',
  ],
  DE: [
    'Müller',
    'Schäfer',
    'Köhler',
    'Weiß',
    'Vogel',
    'Krüger',
    'Lorenz',
    'Böhm',
    'von Arnim',
    'Groß',
    'Seidel',
    'Winkler',
    'Huber',
  ],
};

export const companyWords: Names = [
  'Aldera',
  'Borealis',
  'Cobalt',
  'Dunmore',
  'Escale',
  'Fjord',
  'Granit',
  'Halcyon',
  'Indigo',
  'Juniper',
  'Kestrel',
  'Lumen',
  'Meridian',
  'Nordlicht',
  'Orchard',
  'Palissade',
  'Quartz',
  'Rivage',
  'Saffron',
  'Tramontane',
  'Umbra',
  'Valmont',
  'Windrose',
  'Zephyr',
];

export const companyKinds: Record<SeedCountry, Names> = {
  FR: ['Logistique', 'Conseil', 'Énergie', 'Menuiserie', 'Distribution'],
  GB: ['Logistics', 'Advisory', 'Foods', 'Interiors', 'Trading'],
  US: ['Supply', 'Partners', 'Foods', 'Outfitters', 'Labs'],
  DE: ['Logistik', 'Maschinenbau', 'Energie', 'Handel', 'Technik'],
};

export const ticketSubjects: Record<SeedCountry, Names> = {
  FR: [
    'Livraison en retard',
    'Facture en double',
    'Changement d’adresse',
    'Produit défectueux',
    'Demande de rappel',
    'Accès au portail client',
    'Résiliation',
    'Question sur le contrat',
  ],
  GB: [
    'Late delivery',
    'Duplicate invoice',
    'Change of address',
    'Faulty product',
    'Call back requested',
    'Portal access',
    'Cancellation',
    'Question about the contract',
  ],
  US: [
    'Late shipment',
    'Charged twice',
    'Change of address',
    'Defective unit',
    'Call back requested',
    'Portal login',
    'Cancellation',
    'Question about my plan',
  ],
  DE: [
    'Verspätete Lieferung',
    'Doppelte Rechnung',
    'Adressänderung',
    'Defektes Produkt',
    'Rückruf erbeten',
    'Zugang zum Kundenportal',
    'Kündigung',
    'Frage zum Vertrag',
  ],
};

export const jobTitles: Names = [
  'Buyer',
  'Office manager',
  'Director',
  'Accountant',
  'Site manager',
  'Head of support',
  'Engineer',
];

export const cities: Record<SeedCountry, readonly [[string, string], ...[string, string][]]> = {
  FR: [
    ['Paris', '75011'],
    ['Lyon', '69003'],
    ['Nantes', '44000'],
    ['Lille', '59800'],
  ],
  GB: [
    ['London', 'EC1A 1BB'],
    ['Leeds', 'LS1 4AP'],
    ['Bristol', 'BS1 5TR'],
  ],
  US: [
    ['New York', '10013'],
    ['Chicago', '60606'],
    ['Seattle', '98101'],
    ['Boston', '02110'],
  ],
  DE: [
    ['Berlin', '10115'],
    ['Hamburg', '20095'],
    ['München', '80331'],
  ],
};

export const countryNames: Record<SeedCountry, string> = {
  FR: 'France',
  GB: 'United Kingdom',
  US: 'United States',
  DE: 'Germany',
};

/** `François Le Goff` to `francois.legoff`. */
export function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '');
}
