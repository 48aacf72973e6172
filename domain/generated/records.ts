// Generated from definitions/entities/*.json by `npm run generate`; do not edit.
export interface CampaignRecord {
  id: string;
  number: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  name: string;
  type: string;
  ownerId: string;
  ownerLabel: string | null;
  stage: string | null;
  status: string;
  objective: string | null;
  audience: string | null;
  location: string | null;
  startsOn: string | null;
  endsOn: string | null;
  currency: 'CNY' | 'USD' | 'EUR';
  budget: string;
  approvedBudget: string;
  plannedCost: string;
  actualCost: string | null;
  expectedLeads: number | null;
  actualLeads: number | null;
  expectedRevenue: string | null;
  result: string | null;
}
export interface CareActivityRecord {
  id: string;
  number: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  name: string;
  customerId: string;
  customerLabel: string | null;
  contactId: string | null;
  contactLabel: string | null;
  kind: 'visit' | 'holiday' | 'birthday' | 'satisfactionCall' | 'training';
  occasion: string | null;
  plannedOn: string;
  doneOn: string | null;
  ownerId: string;
  ownerLabel: string | null;
  stage: string | null;
  status: string;
  currency: 'CNY' | 'USD' | 'EUR';
  cost: string | null;
  reaction: 'warmer' | 'same' | 'colder' | null;
  result: string | null;
  followUp: string | null;
}
export interface ContactRecord {
  id: string;
  number: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  name: string;
  customerId: string;
  customerLabel: string | null;
  category: string | null;
  jobTitle: string | null;
  department: string | null;
  phone: string | null;
  email: string | null;
  birthday: string | null;
  main: boolean;
  note: string | null;
}
export interface CustomerRecord {
  id: string;
  number: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  name: string;
  shortName: string | null;
  industry: string | null;
  category: string | null;
  status: string;
  ownerId: string;
  ownerLabel: string | null;
  phone: string | null;
  email: string | null;
  region: string | null;
  address: string | null;
  locale: 'zh-CN' | 'en';
  currency: 'CNY' | 'USD' | 'EUR';
  paymentTerms: 'prepaid' | 'net30' | 'net60' | 'endOfMonth30' | 'split-30-60-10';
  creditLimit: string | null;
  creditHold: boolean;
  tags: string[] | null;
}
export interface EmployeeRecord {
  id: string;
  number: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  code: string;
  login: string;
  name: string;
  category: string | null;
  roles: string[] | null;
  groups: string[] | null;
  managerId: string | null;
  managerLabel: string | null;
  deputyId: string | null;
  deputyLabel: string | null;
  active: boolean;
  absences: [string, string][] | null;
  capacity: number | null;
  weight: number;
  locale: 'zh-CN' | 'en';
  calendar: string;
  email: string | null;
  phone: string | null;
}
export interface InvoiceRecord {
  id: string;
  number: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  customerId: string;
  customerLabel: string | null;
  orderId: string | null;
  orderLabel: string | null;
  issueDate: string;
  dueDate: string | null;
  paymentTerms: 'prepaid' | 'net30' | 'net60' | 'endOfMonth30' | 'split-30-60-10';
  currency: 'CNY' | 'USD' | 'EUR';
  total: string;
  paid: string;
  balance: string | null;
  status: 'draft' | 'open' | 'partial' | 'paid' | 'writtenOff';
  draft: boolean;
  disputed: boolean;
  promisedOn: string | null;
  writtenOff: boolean;
  note: string | null;
  instalments: InstalmentRecord[];
}

export interface InstalmentRecord {
  id: string;
  dueDate: string;
  amount: string;
  paid: string;
  balance: string | null;
}
export interface OpportunityRecord {
  id: string;
  number: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  name: string;
  customerId: string;
  customerLabel: string | null;
  contactId: string | null;
  contactLabel: string | null;
  ownerId: string;
  ownerLabel: string | null;
  mode: string;
  source: string | null;
  stage: string | null;
  status: string;
  probability: number;
  amount: string;
  currency: 'CNY' | 'USD' | 'EUR';
  expectedClose: string | null;
  discount: number;
  lostReason: string | null;
  paymentTerms: 'prepaid' | 'net30' | 'net60' | 'endOfMonth30' | 'split-30-60-10' | null;
  need: string | null;
  closedOn: string | null;
  lines: OpportunityLineRecord[];
}

export interface OpportunityLineRecord {
  id: string;
  productId: string | null;
  productLabel: string | null;
  description: string | null;
  quantity: number;
  unitPrice: string;
  discount: number;
  amount: string;
}
export interface OrderRecord {
  id: string;
  number: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  customerId: string;
  customerLabel: string | null;
  opportunityId: string | null;
  opportunityLabel: string | null;
  ownerId: string;
  ownerLabel: string | null;
  category: string;
  status: string;
  holdCause: 'credit' | 'dispute' | null;
  heldFrom: string | null;
  creditReleased: boolean;
  stage: string | null;
  orderDate: string;
  deliveryDate: string | null;
  deliveredOn: string | null;
  paymentTerms: 'prepaid' | 'net30' | 'net60' | 'endOfMonth30' | 'split-30-60-10';
  currency: 'CNY' | 'USD' | 'EUR';
  discount: number;
  total: string;
  customerPo: string | null;
  note: string | null;
  lines: OrderLineRecord[];
}

export interface OrderLineRecord {
  id: string;
  productId: string | null;
  productLabel: string | null;
  description: string | null;
  quantity: number;
  unitPrice: string;
  discount: number;
  amount: string;
}
export interface PaymentRecord {
  id: string;
  number: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  customerId: string;
  customerLabel: string | null;
  receivedOn: string;
  amount: string;
  currency: 'CNY' | 'USD' | 'EUR';
  method: 'transfer' | 'cheque' | 'acceptance' | 'cash' | 'online';
  reference: string | null;
  status: 'received' | 'reversed';
  allocated: string;
  refunded: string;
  unallocated: string | null;
  note: string | null;
  allocations: AllocationRecord[];
}

export interface AllocationRecord {
  id: string;
  instalmentId: string;
  invoiceId: string;
  invoiceLabel: string | null;
  amount: string;
}
export interface ProductRecord {
  id: string;
  number: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  name: string;
  model: string | null;
  category: string | null;
  unit: string;
  price: string;
  cost: string | null;
  currency: 'CNY' | 'USD' | 'EUR';
  taxRate: number;
  active: boolean;
  description: string | null;
}
export interface ServiceRequestRecord {
  id: string;
  number: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  subject: string;
  customerId: string;
  customerLabel: string | null;
  contactId: string | null;
  contactLabel: string | null;
  orderId: string | null;
  orderLabel: string | null;
  channel: 'phone' | 'email' | 'web' | 'visit' | 'other';
  type: 'repair' | 'installation' | 'training' | 'consultation' | 'other';
  priority: 'normal' | 'high' | 'urgent';
  device: string | null;
  description: string | null;
  ownerId: string | null;
  ownerLabel: string | null;
  stage: string | null;
  status: string;
  plannedOn: string | null;
  skill: string | null;
  parts: string | null;
  appointmentOn: string | null;
  respondedAt: string | null;
  doneOn: string | null;
  resolvedAt: string | null;
  currency: 'CNY' | 'USD' | 'EUR';
  cost: string | null;
  result: string | null;
  satisfaction: number | null;
  comment: string | null;
  followUp: string | null;
}
