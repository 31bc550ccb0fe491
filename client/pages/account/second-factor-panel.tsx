import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { RecoveryCodes, SecondFactor, SecondFactorSecret } from '../../../server/contract/session.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { RequestProblem, TextField } from '../../islands/form-fields.tsx';
import { useForm } from '../../islands/use-form.ts';
import { type RequestState, useRequest } from '../../islands/use-request.ts';
import { type ApiError, askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

const address = '/api/session/second-factor';

interface SecondFactorPanelProps {
  initial: SecondFactor;
  words: Pick<Dictionary, 'account' | 'common'>;
  /** Other sessions have ended. */
  onChange(): Promise<void>;
}

type Words = Dictionary['account'];

/** What is open in the panel. */
type Step =
  | { name: 'rest'; done?: 'removed' }
  | { name: 'ask-to-start' }
  | { name: 'scan'; secret: SecondFactorSecret }
  | { name: 'keep-codes'; recoveryCodes: string[] }
  | { name: 'ask-to-remove' };

/** Switches the code at sign-in on, in three steps, and off again. */
export function SecondFactorPanel({ initial, words, onChange }: SecondFactorPanelProps) {
  const { account: text, common } = words;
  const [factor, setFactor] = useState(initial);
  const [step, setStep] = useState<Step>({ name: 'rest' });
  const request = useRequest();
  const { run, clear } = request;

  function go(next: Step) {
    clear();
    setStep(next);
  }

  const start = (password: string) =>
    run(async () => {
      const body = { password };
      const secret = await askApi<SecondFactorSecret>(address, common, { method: 'POST', body });
      setStep({ name: 'scan', secret });
    });

  const confirm = (code: string) =>
    run(async () => {
      const body = { code };
      const { recoveryCodes } = await askApi<RecoveryCodes>(address, common, { method: 'PUT', body });
      setFactor({ on: true, recoveryCodesLeft: recoveryCodes.length });
      setStep({ name: 'keep-codes', recoveryCodes });
      await onChange();
    });

  const remove = (password: string) =>
    run(async () => {
      await askApi(address, common, { method: 'DELETE', body: { password } });
      setFactor({ on: false, recoveryCodesLeft: 0 });
      setStep({ name: 'rest', done: 'removed' });
      await onChange();
    });

  const cancel = () => go({ name: 'rest' });
  const ask = { request, cancel: common.cancel, onCancel: cancel };
  return (
    <section class="panel" aria-labelledby="factor-title">
      <h2 id="factor-title">
        {text.factorTitle}
        <span class={`state-chip state-chip-${factor.on ? 'done' : 'waiting'}`}>
          {factor.on ? text.factorOn : text.factorOff}
        </span>
      </h2>
      {step.name === 'rest' && <RestStep {...{ factor, text }} removed={step.done === 'removed'} onGo={go} />}
      {step.name === 'ask-to-start' && (
        <AskStep
          {...ask}
          field="password"
          label={text.currentPassword}
          submit={text.factorNext}
          onAnswer={(password) => void start(password)}
        >
          <p>{text.factorAsk}</p>
        </AskStep>
      )}
      {step.name === 'scan' && (
        <AskStep
          {...ask}
          field="code"
          label={text.factorCode}
          submit={text.factorConfirm}
          onAnswer={(code) => void confirm(code)}
        >
          <Scan text={text} secret={step.secret} />
        </AskStep>
      )}
      {step.name === 'keep-codes' && (
        <KeepCodes text={text} recoveryCodes={step.recoveryCodes} onKept={cancel} />
      )}
      {step.name === 'ask-to-remove' && (
        <AskStep
          {...ask}
          field="password"
          label={text.currentPassword}
          submit={text.factorRemove}
          danger
          onAnswer={(password) => void remove(password)}
        >
          <p>{text.factorRemoveIntro}</p>
        </AskStep>
      )}
    </section>
  );
}

interface RestStepProps {
  factor: SecondFactor;
  removed: boolean;
  text: Words;
  onGo(step: Step): void;
}

function RestStep({ factor, removed, text, onGo }: RestStepProps) {
  return (
    <>
      {removed && (
        <Notice kind="done" live>
          <p>{text.factorRemoved}</p>
        </Notice>
      )}
      <p class="secondary">
        {factor.on ? fill(text.factorLeft, { count: factor.recoveryCodesLeft }) : text.factorIntro}
      </p>
      <p>
        {factor.on ? (
          <Button onClick={() => onGo({ name: 'ask-to-remove' })}>{text.factorRemove}</Button>
        ) : (
          <Button onClick={() => onGo({ name: 'ask-to-start' })}>{text.factorStart}</Button>
        )}
      </p>
    </>
  );
}

interface AskProps {
  request: RequestState;
  /** Words of the button that goes back. */
  cancel: string;
  onCancel(): void;
}

/** What each of the two questions asks for. */
const asked = {
  password: { type: 'password', maxLength: 256, autocomplete: 'current-password' },
  code: { type: 'text', maxLength: 10, autocomplete: 'one-time-code' },
} as const;

interface AskStepProps extends AskProps {
  field: keyof typeof asked;
  label: string;
  submit: string;
  danger?: boolean;
  children: ComponentChildren;
  onAnswer(answer: string): void;
}

/** One question under what leads to it, and the way back. */
function AskStep({
  request: { busy, error },
  field,
  label,
  submit,
  danger = false,
  cancel,
  children,
  onAnswer,
  onCancel,
}: AskStepProps) {
  const { values, set, ref } = useForm({ answer: '' }, error);
  return (
    <form
      class="form-narrow"
      ref={ref}
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer(values.answer);
      }}
    >
      {children}
      <FormProblem error={error} />
      <TextField
        id={`factor-${field}`}
        {...asked[field]}
        label={label}
        value={values.answer}
        onValue={(answer) => set({ answer })}
        problem={error?.fields[field]}
        required
      />
      <p class="form-actions">
        <Button type="submit" look={danger ? 'danger' : 'primary'} disabled={busy}>
          {submit}
        </Button>
        <Button onClick={onCancel}>{cancel}</Button>
      </p>
    </form>
  );
}

/** The secret as a picture to scan, and as text for who cannot. */
function Scan({ text, secret }: { text: Words; secret: SecondFactorSecret }) {
  return (
    <>
      <p>{text.factorScan}</p>
      <img
        class="own-account-picture"
        src={`data:image/svg+xml,${encodeURIComponent(secret.picture)}`}
        alt={text.factorPicture}
        width={200}
        height={200}
      />
      <p class="secondary">
        {text.factorManual}
        <br />
        <code class="own-account-secret">{secret.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
    </>
  );
}

interface KeepCodesProps {
  text: Words;
  recoveryCodes: string[];
  onKept(): void;
}

function KeepCodes({ text, recoveryCodes, onKept }: KeepCodesProps) {
  return (
    <>
      <Notice kind="done" live>
        <p>{text.factorDone}</p>
      </Notice>
      <h3>{text.recoveryTitle}</h3>
      <p>{text.recoveryHint}</p>
      <ul class="own-account-codes">
        {recoveryCodes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p class="form-actions">
        <Button look="primary" onClick={onKept}>
          {text.recoverySaved}
        </Button>
        <Button onClick={() => print()}>{text.print}</Button>
      </p>
    </>
  );
}

/** What is wrong with the one field stands beside it already. */
function FormProblem({ error }: { error: ApiError | null }) {
  return error && Object.keys(error.fields).length === 0 ? <RequestProblem error={error} /> : null;
}
