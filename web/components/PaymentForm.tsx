import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { allocated, oldestFirst, payable, type Item } from '../allocation';
import { newKey, request } from '../api';
import { date, money } from '../format';
import { useText } from '../i18n';
import { api } from '../paths';
import type { DunningAccount } from '../deskTypes';
import { DataTable } from './DataTable';
import { useAccountChange } from './DunningActions';

const CURRENCIES = ['CNY', 'USD', 'EUR'];

/** Money that came. It goes to the oldest items first, unless the person writes which ones it pays. */
export function PaymentForm({ account }: { account: DunningAccount }) {
  const { t, language, colon } = useText();
  const [currency, setCurrency] = useState(account.items[0]?.currency ?? 'CNY');
  const [amount, setAmount] = useState('');
  const [receivedOn, setReceivedOn] = useState(todayInShanghai);
  const [reference, setReference] = useState('');
  const [chosen, setChosen] = useState<Record<string, string> | null>(null);
  const items = payable(account.items, currency);
  const parts = chosen ?? oldestFirst(amount, items);
  const { allocations, rest, over } = allocated(amount, items, parts);
  const isTooMuch = chosen !== null && (rest.startsWith('-') || over !== null);
  const change = useAccountChange(() => {
    setAmount('');
    setReference('');
    setChosen(null);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (amount === '' || isTooMuch) return;
    // nothing written: the server shares it out, and by then knows what else has been paid
    const body = {
      customerId: account.customerId,
      currency,
      amount,
      receivedOn,
      ...(reference.trim() ? { reference: reference.trim() } : {}),
      ...(chosen ? { allocations } : {}),
    };
    change.mutate(() => request(api.records('payments'), { method: 'POST', body, key: newKey() }));
  };
  return (
    <section className="card">
      <form className="stack" onSubmit={submit}>
        <h2>{t('dun.pay')}</h2>
        <div className="row">
          <NumberInput
            label={t('dun.amount')}
            value={amount}
            decimalScale={2}
            allowNegative={false}
            thousandSeparator=","
            hideControls
            onValueChange={({ value }) => setAmount(value)}
          />
          <Select
            label={t('dun.currency')}
            data={CURRENCIES}
            value={currency}
            allowDeselect={false}
            onChange={(value) => {
              setCurrency(value ?? 'CNY');
              setChosen(null);
            }}
          />
          <TextInput
            type="date"
            label={t('dun.received')}
            value={receivedOn}
            onChange={(event) => setReceivedOn(event.currentTarget.value)}
          />
          <TextInput
            label={t('dun.payReference')}
            value={reference}
            maxLength={80}
            onChange={(event) => setReference(event.currentTarget.value)}
          />
        </div>
        {items.length > 0 && (
          <Allocation
            items={items}
            parts={parts}
            isChosen={chosen !== null}
            choose={(id, part) => setChosen({ ...parts, [id]: part })}
            reset={() => setChosen(null)}
          />
        )}
        {amount !== '' && (
          <p role="status" className={isTooMuch ? 'text-red' : 'muted'}>
            {over
              ? t('dun.tooMuchOf', { number: over.number, open: money(over.outstanding, currency, language) })
              : isTooMuch
                ? t('dun.tooMuch')
                : `${t('dun.advance')}${colon}${money(rest, currency, language)}`}
          </p>
        )}
        <div>
          <Button type="submit" loading={change.isPending} disabled={isTooMuch}>
            {t('dun.pay')}
          </Button>
        </div>
      </form>
    </section>
  );
}

interface AllocationProps {
  items: Item[];
  parts: Record<string, string>;
  isChosen: boolean;
  choose: (instalmentId: string, part: string) => void;
  reset: () => void;
}

function Allocation({ items, parts, isChosen, choose, reset }: AllocationProps) {
  const { t, language } = useText();
  return (
    <>
      <div className="row spread">
        <h3>{t('dun.allocation')}</h3>
        <Button size="xs" variant="default" disabled={!isChosen} onClick={reset}>
          {t('dun.oldestFirst')}
        </Button>
      </div>
      <DataTable
        label={t('dun.allocation')}
        rows={items}
        keyOf={({ instalmentId }) => instalmentId}
        columns={[
          { title: t('dun.invoice'), cell: ({ number }) => number },
          { title: t('dun.due'), cell: ({ dueDate }) => date(dueDate, language) },
          {
            title: t('dun.outstanding'),
            right: true,
            cell: ({ outstanding, currency }) => money(outstanding, currency, language),
          },
          {
            title: t('dun.pays'),
            right: true,
            cell: ({ instalmentId, number, dueDate }) => (
              <NumberInput
                aria-label={t('dun.paysOf', { number, due: date(dueDate, language) })}
                value={parts[instalmentId] ?? ''}
                decimalScale={2}
                allowNegative={false}
                thousandSeparator=","
                hideControls
                onChange={(value) => choose(instalmentId, String(value))}
              />
            ),
          },
        ]}
      />
    </>
  );
}

function todayInShanghai(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}
