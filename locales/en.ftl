# Texts of the bot in English. HTML as Telegram knows it stands in messages only; buttons, toasts and commands are plain.

## What Telegram shows of the bot itself

about =
    Phone numbers for one SMS. Pick a country and a service, and get a number. The code appears right here in the chat.

    No SMS? Cancel, and the money comes back.
about-short = A phone number for one SMS: pick a country and a service, and the code appears in the chat.
command-start = Main menu
command-buy = Buy a number
command-numbers = My numbers
command-wallet = Wallet: balance and history
command-redeem = Redeem a voucher: /redeem code
command-language = Language
command-help = Help
command-forget = Forget me
command-terms = Terms
command-admin = The shop at a glance
command-user = Find a user: /user and an id or a name
command-notice = A notice to all users: /notice text
command-balance = Balance of the account
command-credit = Give a user money: /credit id amount reason
command-debit = Take money back: /debit id amount reason
command-budget = Allowances: /budget id amount each month
command-voucher = Make vouchers: /voucher amount count days
command-vouchers = Vouchers and what was used
command-stop = Stop purchases
command-go = Let purchases go on

## Pages

menu =
    <b>A phone number for one SMS</b>

    Pick a service and a country. The code appears right here.
    You can also just type a name, such as <i>Telegram</i> or <i>Vietnam</i>.
help =
    <b>How it works</b>

    1. Pick a service and a country, and tap Buy.
    2. Type the number on the service's page. A tap copies it.
    3. The code comes here as a new message, by itself.

    <b>No SMS?</b> Cancel, and the money comes back. If you do nothing, the number is cancelled when its time is over.

    <b>The service refuses the number?</b> Tap Replace for another one, or take another country.

    A number receives the code of one service, and only for a few minutes. Do not use it where you may need it again.
language = <b>Choose your language</b>
language-name = English
language-chosen = ✓ English
hint = I understand buttons and names. Type a service or a country, such as <i>WhatsApp</i> or <i>Poland</i>.
stranger =
    This bot is private, sorry.

    If you know its operator, send this id and ask to be let in: <code>{ $id }</code>
shut-out = You can't use this bot any more. What you have bought goes on, and its code still comes.
guest = 🎟 <b>You are here with a voucher.</b> This bot is private: you may use your voucher, and see what is yours.
private-only = I work in private chats only. Open a chat with me, and let's go on there.
terms =
    <b>Terms</b>

    { $terms }
terms-question =
    <b>Before you buy, please read the terms:</b>

    { $terms }

## Lists

services =
    <b>Which service is the number for?</b>

    Choose one, or just type its name.
services-of = <b>{ $country }</b>: which service is the number for?
countries =
    <b>Which country should the number be from?</b>

    Choose one, or just type its name.
countries-of = <b>{ $service }</b>: which country should the number be from?
nothing-for-sale = Nothing is in stock here right now. Please look elsewhere, or come back later.
found = Found for <b>{ $query }</b>:
nothing-found =
    Nothing found for <b>{ $query }</b>.

    Try another spelling, or look through the lists.
entry = { $name } · { $price } · { $stock } left
entry-from = { $name } · from { $price } · { $stock } left
entry-known = { $name } · { $price } · { $stock } left · ✉️ { $share }%
entry-pair = { $name } · { $price }
entry-sold-out = { $name } · sold out
entry-gone = { $name } · not offered now
inline-entry = { $price } · { $stock } left
inline-offer =
    { $pair }

    A phone number for one SMS.
inline-nothing = Nothing found. Open the bot
entry-count = { $name } · { $count }
any-other = Any other service
legend-cheapest = { $mark } the lowest price
legend-best = { $mark } the best: the price and the share of numbers that got a code (✉️)
count-thousands = { $number }K
count-millions = { $number }M

## Offer

offer =
    { $service }
    { $country }

    Price: <b>{ $price }</b>
    In stock: { $stock }{ $figures }

    The number is for one SMS. If none comes, cancel, and the money comes back.
offer-again = That button was too old, and nothing was bought. Here is the offer as it is now:
figures-seconds =
    📈 Got a code: { $share }%, usually within { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
figures-minutes =
    📈 Got a code: { $share }%, usually within { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
figures-none = 📉 No number has got a code here lately

## Card

card-title = { $service } · { $country } · { $price }
number = 📞 <code>{ $number }</code>
number-national = without { $prefix }: <code>{ $number }</code>
code-line = 🔑 Code: <code>{ $code }</code>
code-sms = ✉️ SMS: <blockquote>{ $text }</blockquote>
code-earlier = Before: <code>{ $code }</code>
clock = at { $time } UTC
card-buying =
    ⏳ <b>Buying a number…</b>

    This takes a few seconds. You need not do anything.
card-waiting =
    ⏳ <b>Waiting for the SMS.</b> The code will appear here by itself.

    The number expires { $left }.
card-waiting-long =
    ⏳ <b>Still waiting for the SMS.</b> Here it usually comes within { $usual }: <b>No code?</b> shows what to check.

    The number expires { $left }.
usual-seconds = { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
usual-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
card-cancelling =
    ⏳ <b>Cancelling…</b>

    The provider has to confirm it, which can take a few minutes. You will see here what became of it.
card-replacing =
    🔁 <b>Replacing…</b> First the provider has to confirm the cancel. Then the same is bought again, for { $price } at most.

    If the SMS comes meanwhile, you get its code, and nothing is bought.
card-cancel-refused = The provider has not taken the cancel yet: many take none in the first minutes. It is sent again by itself until it is taken.
card-cancel-from = The provider takes no cancel of so young a number. It is sent again { $when }, by itself.
card-replaced = 🔁 <b>The next number</b> has a message of its own below.
card-replace-code = 🔁 No other number was bought: the code came before the cancel.
card-replace-unconfirmed = 🔁 No other number was bought: that waits for a confirmed cancel.
card-replace-late = 🔁 No other number was bought: the provider took too long to confirm the cancel.
card-replace-restart = 🔁 No other number was bought: the shop was restarted meanwhile.
card-replace-paused = 🔁 No other number was bought: purchases have been stopped meanwhile.
card-replace-short = 🔁 No other number was bought: there is too little money in your wallet.
card-replace-voucher = 🔁 No other number was bought: your voucher does not pay for it any more.
card-expiring =
    ⏳ <b>Time is over.</b>

    The number is being cancelled. You will see here what became of it.
card-code = ✉️ <b>The code is here.</b>
card-readying =
    ⏳ <b>Asking the provider for one more SMS…</b>

    Ask the service for the new code only when the number is ready: you will see it here.
card-further =
    ⏳ <b>Waiting for one more SMS.</b> The code will appear here by itself.

    The number expires { $left }.
card-no-further = ✉️ <b>The code is here.</b> The provider gives no further SMS on this number.
card-moved = 👇 <b>This number is shown in a newer message.</b>
card-done = ✅ <b>Done.</b>
card-cancelled = ↩️ <b>Cancelled.</b> The money is back: { $price }.
card-expired = ⌛ <b>No SMS came in time.</b> The money is back: { $price }.
card-cancelled-voucher = ↩️ <b>Cancelled.</b> Your voucher is not used up.
card-expired-voucher = ⌛ <b>No SMS came in time.</b> Your voucher is not used up.
card-ended-by-provider =
    ⚠️ <b>The provider says that this number is over.</b> It has not confirmed that the money is back.

    A code that still comes will be shown here. If none comes, the operator looks into it.
card-cancelled-checked = ↩️ <b>Cancelled.</b> The operator has checked it: the money is back, { $price }.
card-not-returned =
    ✖️ <b>No code came, and the provider kept the money.</b>

    The operator bears the loss, not you. You can simply try again.
card-cancel-unconfirmed =
    ⚠️ <b>The provider has not confirmed the cancel.</b>

    It is not known yet whether the money is back. A code that still comes will be shown here; if none comes, the operator looks into it.
card-failed = ✖️ <b>No number was bought.</b> Nothing was charged.
card-price-changed =
    ✖️ <b>The price has changed</b>: it was { $old } and is { $new } now.

    No number was bought, and nothing was charged.
card-price-refused =
    ✖️ <b>The price has gone up meanwhile.</b> The provider sells at no such price any more.

    No number was bought, and nothing was charged.
card-paused =
    ✋ <b>Purchases have just been stopped.</b> This one was not sent any more.

    Nothing was charged. Please try again later.
card-given-back =
    ✖️ <b>The provider sold a number that nobody can read.</b> It has taken it back.

    The money is back with it. You can simply try again.
card-out-of-stock =
    ✖️ <b>Sold out.</b> There is no such number left right now.

    Nothing was charged. Try again, or take another country.
card-account-empty =
    ✖️ <b>The shop cannot buy right now.</b> Its account has to be topped up by the operator.

    Nothing was charged.
card-throttled =
    ✖️ <b>Too many purchases at once.</b>

    Nothing was charged. Please try again in a minute.
card-provider-down =
    ✖️ <b>The provider cannot be reached.</b>

    Nothing was charged. Please try again in a few minutes.
card-refused =
    ✖️ <b>The provider refused to sell this number.</b>

    Nothing was charged. Try again, or take another country.
card-stale =
    ✖️ <b>The purchase was held up for too long and was not sent.</b>

    Nothing was charged. You can simply try again.
card-unknown =
    ❔ <b>It is not known whether a number was bought.</b> The provider did not answer.

    The operator has been told and will compare it with the account; this message will say what came of it. This purchase
    is never sent again, so it cannot be charged twice.
    You may try a new one.
card-not-charged =
    ✖️ <b>No number was bought.</b> It was checked: nothing was charged.

    You can simply try again.
card-lost =
    ✖️ <b>The number got lost on its way.</b> The provider charged for it and never told us which one it was.

    The operator bears the loss, not you. You can simply try again.
waiting-help =
    <b>No code yet?</b> Here it usually comes within { $usual }.

    • Does the service have exactly this number, with the right country?
    • Did you ask it for an SMS, and not for a call or a message in its app?
    • After a minute, ask it once more to send the code.

    🔁 <b>Replace</b> the number if the service calls it used, not valid or virtual (VoIP), or if nothing comes after asking twice.

    The number expires { $left }. Without an SMS it is cancelled by then and the money goes back, so nothing is lost until then.
replace-dearer =
    <b>The same costs more by now:</b> { $new } instead of { $old }.

    Nothing is cancelled yet. Replace it for this price?
replace-sold-out =
    <b>The same is sold out just now.</b>

    Nothing is cancelled yet: you can keep this number, or look for one elsewhere.
cancel-question =
    <b>Cancel this number?</b>

    The SMS will not come any more, and { $price } goes back to the operator’s account.
report-question =
    <b>What is wrong?</b>

    The number is cancelled at once, and the money comes back as soon as the provider confirms that. The operator gets a note with your words, and others see that such numbers fail.
report-question-code =
    <b>Does the service not take the code?</b>

    Each request makes the earlier codes void, so only the newest one works. The provider returns nothing for a number that got its SMS. The operator gets a note and can answer you.
report-used = The service says that the number is used already
report-no-code = Asked for, and no code came
report-bad-code = The service does not take the code
report-sent =
    🆘 <b>Thank you, it is noted.</b> What exactly does the service say? Answer this message (swipe or press it, then Reply), and your words go to the operator.

    Without them the note goes out in two minutes.
report-words-sent = 📨 The operator gets your note. An answer comes here.
report-again-words = The operator has your note already.
report-again = This number is reported already. An answer comes here.
report-many = ✋ That would be more than { $max } reports in 24 hours. A number without an SMS can simply be cancelled: its money comes back.
report-never = This does not fit the number any more: see its card.
report-head = 🆘 <b>A user reports a number:</b> { $wrong }.
report-words = <blockquote>{ $words }</blockquote>
report-facts =
    Number: …{ $end }
    Bought { $bought }, reported { $reported }
report-answer-how = Answer with a button, or answer this message with a sentence: the user gets it.
report-answered = ✔️ <b>Answered.</b> The user has been told.
report-answer-sent = ✔️ The user gets your answer.
report-accepted = 🛟 <b>The operator has looked at it: you are right, this number was of no use.</b> Sorry for that.
report-declined = 🛟 <b>The operator has looked at it</b> and found nothing wrong with the number.
report-operator-says = 🛟 <b>The operator answers:</b> <blockquote>{ $words }</blockquote>

## My numbers and the balance

numbers =
    <b>My numbers</b>

    { $count ->
        [one] One so far. Tap it to open it.
       *[other] { $count } so far, those you wait for first. Tap one to open it.
    }
numbers-none =
    <b>My numbers</b>

    None yet.
numbers-line =
    { $name } · { $price }
    { $when }
numbers-services = <b>My numbers</b>: which service?
file-caption =
    All that is still kept; the times are in UTC.

    Delete it when you no longer need it: it may hold numbers and codes.
file-user = User id
file-name = Name
file-day = Day (UTC)
file-time = Time
file-service = Service
file-country = Country
file-price = Price
file-currency = Currency
file-outcome = Outcome
file-request = Request
file-number = Number
file-codes = Codes
file-voucher = Voucher
file-link = Link
outcome-waiting = waiting
outcome-code = code came
outcome-cancelled = cancelled, money back
outcome-unconfirmed = cancel not confirmed
outcome-failed = not bought
outcome-unknown = not known yet
outcome-lost = charged, no code
forget-question =
    <b>Forget me</b>

    What the bot keeps of you goes at once: your name, language, reminders, pinned offers, numbers and codes.

    What stays: your id in the operator’s log of money, and for two days what your purchases count for against the limits. The messages of this chat are yours to delete.
forgotten =
    <b>You are forgotten.</b>

    You can now delete this chat. If you write again, you are new here.
forget-live =
    ✋ <b>Nothing was deleted: a number of yours is not finished.</b>

    Cancel it, or wait until it has ended. If the operator still has to look into one, it may take longer.
forget-money =
    ✋ <b>Nothing was deleted: there is money in your wallet.</b>

    Spend it first, or ask the operator for it.
balance = Balance: <b>{ $amount }</b>
balance-hold = On hold: { $amount }
balance-channels = Open numbers: { $active } of { $channels }
balance-rating = Rating: { $rating }
switch-on = 🟢 <b>Purchases are on.</b>
switch-free = The switch in the chat is on.
switch-off =
    ⏸ <b>Purchases are stopped.</b> Numbers that were bought go on as usual.

    By { $name } · <code>{ $admin }</code>, { $when }.
switch-setting = ⚠️ But PURCHASES=off stands in the settings: nothing is sold until the operator changes that.

## Wallet

wallet = <b>Wallet</b>
wallet-none = Nothing has happened here yet.
wallet-balance = 👛 In your wallet: <b>{ $free }</b>
wallet-balance-held = 👛 In your wallet: <b>{ $free }</b>, and { $held } held for your numbers
wallet-topup = ➕ { $amount } · topped up
wallet-refund = ➖ { $amount } · a top-up was refunded
wallet-refund-refused = ➕ { $amount } · a refund was refused, so the money is here again
wallet-voucher = { $sign } { $amount } · voucher
wallet-voucher-capture = 🎟 { $amount } · paid by your voucher: { $what }
wallet-allowance = { $sign } { $amount } · allowance
wallet-hold = ⏳ { $amount } · held for { $what }
wallet-release = ↩️ { $amount } · back from { $what }
wallet-capture = ✅ { $amount } · paid for { $what }
wallet-reason = { $sign } { $amount } · by the operator: { $reason }
wallet-other = { $sign } { $amount } · by the operator
wallet-offer = 👛 In your wallet: { $have }
wallet-offer-short = 👛 In your wallet: { $have }, too little for this one
wallet-too-little =
    👛 <b>You have { $have }, and it costs { $price }.</b>

    Nothing was bought.
voucher-redeemed = 🎟 <b>{ $amount }</b> of this voucher is in your wallet now.
voucher-unknown = 🎟 There is no such voucher. Please check that the code is whole: it looks like <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>.
voucher-used = 🎟 Somebody has redeemed this voucher before. Please ask whoever gave it to you.
voucher-expired = 🎟 This voucher has expired. Please ask whoever gave it to you.
voucher-revoked = 🎟 This voucher was revoked. Please ask whoever gave it to you.
voucher-tries = 🎟 Too many wrong codes. Please try again in an hour.
voucher-shut-out = You can't use this bot any more.
voucher-how-to-redeem =
    🎟 <b>Redeem a voucher</b>

    Just send its code, such as <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>. Its money goes into your wallet.
voucher-wrong = ✋ No vouchers were made: that can’t be read.
voucher-how-to-make =
    🎟 <b>Make vouchers</b>

    <code>/voucher 100</code> makes one of that amount, for { $days } days.
    <code>/voucher 100 20 60</code> makes twenty, for 60 days.

    At most { $count } at once, and at most { $longest } days.
    Who redeems one may use this bot, also where it is private.
voucher-made = 🔑 The codes are shown this once. Who has one can redeem it: send them like money.
voucher-made-before = 🎟 These vouchers were made before, and codes are shown once. If you do not have them, revoke the batch and make another.
voucher-file = 🎟 All codes of the batch.
voucher-batch =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Used: { $used } · until { $until }
voucher-batch-revoked = ⛔ Revoked
voucher-batch-gone = There is no such batch any more.
voucher-revoke-question = Revoke what is not used? Codes that were redeemed stay redeemed.
vouchers = 🎟 <b>Vouchers</b>
vouchers-none = None so far: <code>/voucher 100 20</code> makes twenty.
voucher-number = 🎟 <b>This voucher is for one number: { $what }</b>, up to { $most }. It can be used until { $until }, and costs you nothing.
voucher-number-taken = 🎟 You have used this voucher: { $what }. The number is among yours.
voucher-no-wallet = 🎟 Vouchers for money can't be redeemed here just now.
voucher-how-to-make-number =
    <b>For one number</b>: <code>/voucher 15 20 60 telegram vietnam</code> makes twenty, each for one number of that service and country that costs 15 at most, for 60 days.
    Name one service and one country that are in stock. Who redeems one may use a private bot for just that.
voucher-batch-number =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Redeemed: { $redeemed } · used: { $used } · until { $until }
voucher-revoke-question-number = Revoke what is not used? No number can be bought with one then, redeemed or not. Numbers that were bought go on.
voucher-pays = 🎟 Your voucher pays for it.
voucher-offer-short = 🎟 Your voucher reaches up to { $reach }, so it does not pay for this. It stays yours.
voucher-offer-guest = This bot is private: you may buy with a voucher only.
voucher-refused = 🎟 Your voucher does not pay for this any more. Nothing was bought. Here is the offer as it is now:
voucher-card-held = 🎟 Until that is known, your voucher stays taken.
voucher-card-free = 🎟 Your voucher was given back before, so this code is free.
voucher-card-back = 🎟 Your voucher is not used up.
wallet-card-held = 👛 Until that is known, { $price } stays held in your wallet.
wallet-card-back = 👛 Your { $price } is already back in your wallet.
wallet-card-free = 👛 The money was back in your wallet before, so this code is free.
cancel-question-wallet =
    <b>Cancel this number?</b>

    The SMS will not come any more, and { $price } goes back to your wallet.
cancel-question-voucher =
    <b>Cancel this number?</b>

    The SMS will not come any more, and your voucher is not used up.
alert-ledger-wrong = 🔴 <b>The ledger of the wallets does not add up.</b> All accounts together have { $total } and should have 0. Wrong: { $accounts }. Please look at <code>python -m bot audit --ledger</code>.
alert-provider-price = The provider’s price: { $price }

## Reminders

reminder-title = { $service } · { $country }
reminder-any = as soon as it is in stock
reminder-at = at { $price } or less
reminder-question =
    🔔 { $title }

    It costs <b>{ $price }</b> now. At which price do you want to be told?
    At the price of now you are told when it has been dearer or sold out, and is back.
reminder-set =
    🔔 <b>You will be told { $when }.</b>

    Once, within { $days } days, by a message here. Nothing is bought by itself.
reminder-full =
    ✋ <b>You have { $max } reminders, and that is as many as there may be.</b>

    Remove one that you no longer need.
reminder-in-stock = ✅ <b>It is in stock right now.</b>
reminders =
    <b>🔔 Reminders</b>

    Tap one to remove it.
reminders-none =
    <b>🔔 Reminders</b>

    None. You can set one on any offer, also on one that is sold out.
reminder-line =
    { $title }
    { $when }, until { $ends }
reminder-told =
    🔔 <b>It is in stock: { $price }</b>
    { $title }

    Seen { $when }. The stock may go quickly.

## For those who run it

overview = <b>🛠 The shop at a glance</b>
overview-no-account = ⚠️ No balance: the provider does not answer.
overview-now =
    Waiting for a code: <b>{ $waiting }</b>
    Users: { $users }
overview-day =
    <b>The last 24 hours</b>
    Numbers bought: <b>{ $bought }</b>
    Codes: <b>{ $codes }</b> · { $share } of what has ended
    Refunded: { $refunded }
    Not bought: { $failed }
    Paid: <b>{ $spent }</b>, came back: { $back }
overview-trouble = ⚠️ Outcome unknown: { $unknown }, cancel not confirmed: { $unconfirmed }
share = { $percent }%
picture-title = Codes that came, { $days ->
        [one] the last 24 hours
       *[other] the last { $days } days
    }
picture-best = Best
picture-worst = Worst
picture-few = Too few to judge
picture-note = { $share } · { $codes } of { $ended }
picture-caption = Of the numbers that have ended, those with a code. Services with fewer than { $few } are set apart.
picture-heading = <b>{ $title }</b>
picture-line = { $service }: { $note }
picture-nothing = No number has ended in this time.
people =
    <b>Users: { $count }</b>

    Send <code>/user</code> with an id, an @name or a name, to find a user. You see what they may do and have done today, and can let them in, shut them out, or raise a limit for them.
    Several ids, as in <code>/user 123 456</code>: let them all in, or shut them all out.
people-nobody =
    Nobody called <b>{ $wanted }</b> was ever here.

    By an id, everybody can be found: <code>/user 12345</code>
people-several = Several are called <b>{ $wanted }</b>. Which one?
selection =
    { $count ->
        [one] <b>{ $count } user</b>
       *[other] <b>{ $count } users</b>
    }

    What you tap is for all of them. What they have bought goes on.
selection-line = { $mark } { $person }
selection-gone = This selection is too old. Nobody was changed: send the ids again.
selection-wrong =
    ✋ <b>Nobody was changed.</b> These can’t be let in or shut out: { $wrong }

    They are no users’ ids, or those of admins, or more than { $max } at once.
costs =
    <b>💸 { $title }</b> (days by UTC)

    Numbers: <b>{ $numbers }</b>, users: { $users }
    Cost: <b>{ $amount }</b>, refunds taken off
costs-line = { $person }: <b>{ $amount }</b> · { $count }
costs-none = Nobody bought anything.
person = 👤 <code>{ $id }</code> · { $name }
person-admin = ✅ An admin.
person-let-in = ✅ May use the bot: an admin let them in.
person-shut-out = ⛔ May not use the bot: an admin shut them out. What they have bought goes on.
person-listed = ✅ May use the bot: they stand in ALLOWED_IDS.
person-public = ✅ May use the bot: it is public.
person-stranger = ⛔ May not use the bot: it is private.
person-guest = 🎟 May use a voucher, and nothing else: the bot is private.
person-seen = Here since { $since }, last seen { $seen }
person-never = Was never here.
person-gone = 🚪 Has blocked the bot or left.
person-wallet = 👛 Wallet: { $free }, held { $held }
grants =
    💰 <b>Give or take money</b>

    Give: <code>/credit { $id } 100 sorry for the wait</code>
    Take back: <code>/debit { $id } 100 paid twice</code>
    The user is told, and reads your words.

    So much each month: <code>/budget { $id } 500</code>
    Only once: <code>/budget { $id } 500 once</code>
    No more: <code>/budget { $id } 0</code>
grants-wrong = ✋ Nothing was booked: that can’t be read. It takes an id, an amount, and for a credit or debit a reason.
earnings-day = 💹 <b>Earnings of the last 24 hours</b>
earnings-week = 💹 <b>Earnings of the last 7 days</b>
earnings-month = 💹 <b>Earnings of the last 30 days</b>
earnings-sales =
    Numbers sold: { $sold }
    Users paid: { $captured }
    The provider charged: { $cost }
    <b>Margin: { $margin }</b>
earnings-in =
    Topped up: { $topped_up }
    Top-ups refunded: { $refunded }
    Vouchers, credits and allowances: { $granted }
earnings-stars =
    ⭐ Stars received: { $received } ({ $worth })
    Users may take back now: { $refundable } ({ $refundable_worth })
earnings-owed = 👛 In all wallets now: { $owed }, of it held: { $held }. You owe this to your users.
sales-day = Sales of 24 hours
sales-week = Sales of 7 days
sales-month = Sales of 30 days
sales-sold = Numbers sold
sales-captured = Users paid
sales-cost = Provider
sales-margin = Margin
sales-line = { $when }: { $sold } · { $captured } − { $cost } = { $margin }
sales-caption = By hours or days in UTC. The line is what is left: what users paid less what the provider charged.
sales-nothing = Nothing was sold in this time.
ledger-file = 📒 The ledger, one line a posting.
alert-cover-short = 🟠 <b>The account does not cover the wallets.</b> It has { $balance }, and users may spend { $owed }. Your markup is part of that, so you need somewhat less.
grant-done = { $sign } { $amount } for <code>{ $id }</code> is booked. They have { $free } now.
grant-told = They were told.
grant-untold = They were sent no message, and see it in their wallet.
grant-short = ✋ Nothing was taken: <code>{ $id }</code> has { $free } to spend.
allowance-set =
    📅 <code>{ $id }</code> gets <b>{ $amount }</b> each month, and has { $free } now.

    Each month is booked once, at its beginning and this one now. A changed amount counts from the next month on. What they do not spend stays theirs.
allowance-ended = 📅 <code>{ $id }</code> gets nothing more each month. The { $free } that they have stays theirs.
allowances = 📅 <b>Each month</b>
allowance-line = <code>{ $id }</code>: { $amount }
allowances-none = Nobody gets anything each month.
allowances-how = Set it with <code>/budget 12345 500</code>, end it with <code>/budget 12345 0</code>.
cap-active = Waiting at once
cap-hour = In an hour
cap-day = In 24 hours
cap-spending = Spent in 24 hours
cap-unused = Unused in a row
cap-line = { $name }: <b>{ $used }</b> of { $most }
cap-own-line = { $name }: <b>{ $used }</b> of { $most } ✏️
cap-question =
    👤 <code>{ $id }</code>
    { $line }

    How much may it be for this user?
no-limit = any number
announcement-how-to =
    <b>📣 A notice to all users</b>

    Send <code>/notice</code> and the text, in one message; bold, links and the like are kept. Or answer a message of your own with <code>/notice</code>.

    You see first how it will look, and how many it is for. Who was shut out or has blocked the bot gets none.
announcement-question =
    👆 <b>This is how it will look.</b>

    { $count ->
        [one] It is for { $count } user
       *[other] It is for { $count } users
    } and takes about { $minutes } min. Codes go first.
announcement-dropped = Dropped. Nobody was told anything.
announcement-too-old = This notice is no longer there. Nobody was told anything by this tap: write it again with /notice.
announcement-busy = ✋ <b>Another notice is still under way.</b> Yours has not been sent: tap Send again afterwards.
announcement-running = 📣 <b>The notice is being sent…</b>
announcement-stopped = ⏸ <b>The notice is stopped.</b> It can go on from where it was.
announcement-done = ✅ <b>The notice was sent.</b>
announcement-counts =
    Sent: <b>{ $sent }</b>
    Blocked the bot: { $gone }
    Failed: { $failed }
    Left: { $left }

## Limits

limit-active =
    ✋ <b>You wait for as many numbers as you may at once: { $limit }.</b>

    Nothing was bought. Wait for a code, or cancel a number that you do not need.
limit-hour =
    ✋ <b>You have bought as many numbers as you may in an hour: { $limit }.</b>

    Nothing was bought.
limit-day =
    ✋ <b>You have bought as many numbers as you may in 24 hours: { $limit }.</b>

    Nothing was bought.
limit-spending =
    ✋ <b>This would be more than you may spend in 24 hours: { $limit }.</b>

    Nothing was bought.
limit-price =
    ✋ <b>This costs more than a number may cost here: { $limit }.</b>

    Nothing was bought. Take another country or another service.
limit-unused =
    ✋ <b>Too many of your numbers in a row went unused: { $limit }.</b>

    Nothing was bought. The provider punishes the shop for numbers without an SMS, so please take a break.
limit-all-active =
    ✋ <b>All lines are busy.</b> The shop has as many numbers open as it may at once: { $limit }.

    Nothing was bought. Please try again in a few minutes.
limit-all-spending =
    ✋ <b>The shop has spent all that it may in 24 hours.</b>

    Nothing was bought.
limit-rating =
    ✋ <b>Too few of your numbers got a code: fewer than { $limit } %.</b>

    Nothing was bought. Each number without a code costs the shop its rating with the provider, and that is low just now. Numbers that get no code for anybody do not count.
limit-opens = You can buy again { $when }.

## What went wrong

error-not-for-sale =
    { $service } · { $country }

    <b>Sold out</b> right now.
error-not-offered =
    { $service } · { $country }

    This is not offered here any more.
nearest = The nearest that is in stock:
error-nothing-there = This is not for sale any more.
error-quote-gone = That button was too old. Nothing was bought.
error-voucher = 🎟 Your voucher does not reach today's price. Nothing was cancelled or bought.
error-not-found = There is no such number among yours. Older ones are forgotten after a while.
error-shop-closed = The shop is closed for the moment: the operator has to put something right first.
error-limit = A limit of the shop is reached. Nothing was bought.
error-paused =
    ⏸ <b>Purchases are paused.</b>

    Nothing was bought. The numbers that you have go on as usual. Please come back a little later.
error-throttled = A lot is going on right now. Please try again in a minute.
error-provider = The provider does not answer properly right now. Please try again in a moment.
error-storage = The bot cannot reach its database right now. Please try again in a moment: a second tap on Buy never buys twice.
error-unexpected = Something went wrong on our side. You may try again: a second tap on Buy never buys twice.
toast-checking = Looking for the code…
toast-check-soon = Looked a moment ago. The next look comes in a few seconds.
toast-not-waiting = Nothing is waited for on this number any more.
toast-old-button = This button is from another time. Here is the menu.
toast-pinned = Pinned: it stands in the menu now.
toast-unpinned = No longer pinned to the menu.
toast-private-only = I work in private chats only.
toast-stranger = This bot is private, sorry. Your id: { $id }
toast-shut-out = You can't use this bot any more.
toast-guest = You are here with a voucher, for its number only.
toast-too-fast = Too many taps. Please wait a moment.

## To the operator

alert-unknown = ⚠️ <b>A purchase with an unknown outcome.</b> It was sent, and no clear answer came. Please compare it with the provider's list of requests, then say below what you found: the user is told.
evidence-before = Balance before it: <b>{ $before }</b> (read { $seconds } s earlier)
evidence-none = Balance before it: not known
evidence-now = Balance now: <b>{ $now }</b>
evidence-expected =
    If it was not charged, it should be: { $free }
    If it was charged: { $charged }
    Other purchases and top-ups of the last minutes may move these figures.
evidence-not-known = not known
alert-not-charged = ✔️ <b>Settled: it was not charged.</b> The user has been told.
alert-lost = ✔️ <b>Settled: it was charged to your account.</b> The user has been told that you bear it.
alert-settled = ✔️ <b>This has settled itself.</b> There is nothing left to do.
alert-cancel-unconfirmed = ⚠️ <b>A cancel that was never confirmed.</b> The number can't live any more. Please look at the provider whether the money is back, then say below what you found: the user is told.
alert-returned = ✔️ <b>Settled: the money is back.</b> The user has been told.
alert-other-number = ⚠️ <b>The provider sold something else than was ordered.</b> Request { $request }: ordered { $ordered }, sold { $sold } (ids of country and service). Please look at it there.
alert-late-purchase = ⚠️ <b>A purchase was found that is older than any number lives.</b> Request { $request } was bought and never written down. Please look at the provider what became of its money.
alert-auditor = 🛟 <b>The auditor put back what was lost: { $count }.</b> Nobody loses anything by it, but it should not happen: please keep the log.
alert-clock-step = 🕰 <b>The database’s clock has jumped by { $seconds } s.</b> Waiting numbers go on by the time before it. Please see that the server keeps its time (NTP).
alert-unreadable = 🧩 <b>Entries of the bot’s data can’t be read: { $count }.</b> They were set aside, and all others go on. The log names each one; please look at them.
alert-unreadable-answer = 🧩 <b>An answer of the provider can’t be read</b> ({ $call }). It may have changed something; all else goes on. <code>{ $shape }</code>
alert-database-down = 🔴 <b>The database can't do its work:</b> { $reason }. Nothing can be bought, and codes wait until it can.
alert-database-up = 🟢 <b>The database works again.</b>
alert-worker-down = 🔴 <b>The bot's own work stands still:</b> { $reason }. Codes and messages wait. If it lasts, start the bot again.
alert-worker-up = 🟢 <b>The bot's own work goes on.</b>
alert-provider-down = 🔴 <b>The provider does not answer.</b> Purchases are refused until it does; waiting numbers are looked at more slowly.
alert-provider-up = 🟢 <b>The provider answers again.</b>
alert-account-empty = 🔴 <b>The account cannot pay.</b> A purchase was refused because of it. Balance: { $balance }.
alert-account-low = 🟡 <b>The account is running low.</b> Balance: { $balance }.
alert-account-fine = 🟢 <b>The account has money again.</b> Balance: { $balance }.
alert-rating-low = 🟠 <b>The provider’s rating of the account is { $rating }</b>, below { $mark }. At 0 the account is frozen. Numbers without a code cost it, codes and top-ups raise it.
alert-rating-fine = 🟢 <b>The rating of the account is above { $mark } again:</b> { $rating }.
alert-rating-falls = 🔴 <b>The rating of the account falls fast.</b> It was { $before } within the last hour and is { $rating } now. At 0 the account is frozen: /admin shows which services get no codes, and can stop purchases.
alert-balance-short = 🟠 <b>The account has less than the ledger says.</b> Balance: { $balance }, and it should be { $expected }. Two readings in a row were too low. Something was charged that this bot did not buy, or charged higher than quoted: please compare it with the provider’s list of requests.
alert-offer-fails = 🕳 <b>{ $offer }: { $percent } % of the last { $numbers } numbers got a code.</b> It fails for everybody, and below 17 % numbers cost the account more of its rating than they bring. Hide it? Numbers that wait go on.
offer-hidden = 🙈 <b>Hidden for 30 days: { $offer }.</b> Nobody can find or buy it; where several replicas run, all know within two minutes.
offer-shown = 👁 <b>Offered again: { $offer }.</b>
alert-wrong-token = 🔴 <b>The provider does not accept the token any more.</b> Nothing can be bought, and no code comes in. Please put the new one into SMSMAN_TOKEN and start the bot again.
alert-token-works = 🟢 <b>The provider accepts the token again.</b>
alert-updates-stopped = 🔴 <b>No messages and taps reach the bot.</b> Codes are still delivered. The reason: { $reason }
alert-updates-come = 🟢 <b>Messages and taps reach the bot again.</b>
alert-ids =
    User: <code>{ $user }</code> · { $name }
    Activation: <code>{ $activation }</code>
    Request: <code>{ $request }</code>

## Buttons

button-buy-number = 📲 Buy a number
button-numbers = 🗂 My numbers
button-all-numbers = 🗂 All numbers
button-by-service = 🧩 By service
button-file = 📄 Send me a file
button-forget = 🗑 Yes, forget me
button-costs = 💸 Costs by user
button-by-day = 📅 By day
button-by-month = 📅 By month
button-file-of-all = 📄 File of all
button-let-all-in = ✅ Let all in
button-shut-all-out = ⛔ Shut all out
button-tell-me = 🔔 Tell me when it is there
button-tell-me-at = 🔔 Tell me at this price or less
button-reminder-at = 🔔 { $price } or less
button-reminders = 🔔 Reminders
button-wallet = 👛 Wallet
button-balance = 💰 Balance
button-switch = ⏯ Purchases
button-overview = 🛠 At a glance
button-picture = 📊 Best and worst services
button-picture-days = { $days ->
        [one] 📊 24 hours
       *[other] 📊 { $days } days
    }
button-people = 👥 Users
button-grants = 💰 Give or take money
button-allowances = 📅 Allowances
button-the-user = 👤 The user
button-earnings = 💹 Earnings
button-earnings-day = 24 hours
button-earnings-week = 7 days
button-earnings-month = 30 days
button-sales-picture = 📊 As a picture
button-ledger = 📒 Send the ledger
button-vouchers = 🎟 Vouchers
button-batch = 🎟 { $id } · { $amount } × { $count }
button-revoke = ⛔ Revoke
button-announcement = 📣 Notice to all
button-send = { $count ->
        [one] 📣 Send to { $count } user
       *[other] 📣 Send to { $count } users
    }
button-drop = 🗑 Drop it
button-announcement-stop = ⏸ Stop the notice
button-announcement-on = ▶️ Go on
button-hide-offer = 🙈 Hide it
button-offer-again = 👁 Offer it again
button-person = 👤 The user
button-let-in = ✅ Let in
button-shut-out = ⛔ Shut out
button-by-settings = ↩️ As the settings have it
button-no-limit = No limit
button-as-set = ↩️ By the settings: { $size }
button-back = ‹ Back
button-stop = ⏸ Stop purchases
button-go = ▶️ Let purchases go on
button-language = 🌐 Language
button-help = ❓ Help
button-menu = ☰ Menu
button-countries-first = 🌍 By country
button-services-first = 🧩 By service
button-other-country = 🌍 Other country
button-other-service = 🧩 Other service
button-all-services = 🧩 All services
button-all-countries = 🌍 All countries
button-buy = ✅ Buy for { $price }
button-buy-voucher = 🎟 Buy with your voucher
button-pin = ☆ Pin to the menu
button-unpin = ★ In the menu
button-share = ↗️ Share
button-open-bot = Open the bot
button-agree = ✅ I agree
button-see-offer = See the offer
button-check = 🔎 Check now
button-cancel = ✖️ Cancel
button-cancel-yes = Yes, cancel
button-only-cancel = ✖️ Only cancel
button-replace = 🔁 Replace
button-replace-then = 🔁 Then the same again
button-replace-for = 🔁 Replace for { $price }
button-wrong = 🆘 Something is wrong
button-used = 📵 It is used already
button-asked-twice = 🔕 Asked twice, no code
button-bad-code = 🔢 The code does not work
button-without-words = 📨 Send without words
button-report-right = 👍 Right, sorry
button-report-fine = 👎 Nothing found
button-no-code = ❓ No code?
button-keep = Keep it
button-not-charged = Not charged
button-charged = Charged
button-returned = The money is back
button-kept = It is not
button-done = ✅ No more SMS needed
button-copy-sms = Copy the whole SMS
button-further = 📩 One more SMS
button-another = ➕ Another number
button-same-again = 🔁 Buy the same again
button-try-again = 🔄 Try again
button-refresh = 🔄 Refresh

## What check sends to the first admin

trial = This is a test by <b>check</b>: cards look like this.
trial-copy = Copy

## Stars

topup =
    ⭐ <b>Top up with Telegram Stars</b>

    In your wallet: <b>{ $balance }</b>
    One Star is worth { $worth }.

    Pick an amount, or write another one, such as <code>/topup 75</code>

    <b>Does the payment not go through?</b> Then you may have too few Stars. Telegram sells them right there, and in its settings under “My Stars”.
topup-ask = This bot takes no Stars. Money for your wallet: ask { $contact }
topup-none = This bot takes no Stars. Its operator can put money into your wallet.
topup-voucher = 🎟 A voucher? Just send its code here.
button-topups-of = ⭐ Top-ups
button-topup = ⭐ Top up
button-topups = My top-ups
button-pack = { $stars } ⭐ · { $amount }
button-take-back = ↩️ { $stars } ⭐ ({ $amount })
button-refund = ↩️ Give back { $stars } ⭐
invoice-title = Wallet top-up
invoice =
    { $stars ->
        [one] { $stars } Star becomes
       *[other] { $stars } Stars become
    } { $amount } in your wallet with this bot.
topup-paid =
    ✅ <b>{ $amount } came in</b> for { $stars } ⭐.

    Your wallet has { $balance } now.
topup-refunded =
    ↩️ <b>{ $stars } ⭐ went back to you.</b>

    { $amount } left your wallet, which has { $balance } now.
topup-refused =
    ⚠️ <b>Telegram did not give the { $stars } ⭐ back.</b>

    { $amount } is in your wallet again, which has { $balance } now. Please ask about it: /paysupport
topups = <b>Your top-ups</b>
topups-take-back = To take back what you have not spent, tap it below.
topups-none = You have not paid in any Stars yet.
topups-of = <b>Top-ups of user <code>{ $user }</code></b>
topups-of-none = User <code>{ $user }</code> has not paid in any Stars.
topup-line-paid = { $day } · { $stars } ⭐ · { $amount }
topup-line-refunding = { $day } · { $stars } ⭐ · { $amount } · ⏳ on its way back
topup-line-refunded = { $day } · { $stars } ⭐ · { $amount } · ↩️ given back
refund-question =
    <b>Give { $stars } ⭐ back?</b>

    { $amount } leaves the wallet, and Telegram gives back the Stars. A payment goes back whole or not at all.
refund-question-spent =
    <b>Give { $stars } ⭐ back though part of it is spent?</b>

    It brought { $amount }, and the wallet has { $left }. It would be below zero then, and its user could buy nothing until that is made up.
refund-spent =
    <b>This payment can't go back now.</b>

    It brought { $amount }, and your wallet has { $left }. A payment goes back whole or not at all.
refund-begun =
    ⏳ <b>{ $stars } ⭐ are on their way back.</b>

    { $amount } has left the wallet. You will be told here once they have arrived.
refund-again = This payment has gone back already, or is on its way.
refund-late = The time in which you could take this payment back yourself is over. Please ask: /paysupport
paysupport =
    <b>Questions about a payment?</b>

    Write to { $contact } and say when you paid and how many Stars.

    Telegram's own support can't help with payments to this bot.
paysupport-nobody = The operator of this bot has named nobody who could be asked about payments.
checkout-paused = Purchases are paused, so no Stars are taken just now. You have not paid.
checkout-shut-out = You can't use this bot any more. You have not paid.
checkout-not-ours = This invoice is too old. Please make a new one with /topup. You have not paid.
checkout-other-user = This invoice is for another user. Please make one of your own with /topup. You have not paid.
checkout-storage = Payments can't be taken for a moment. Please try again. You have not paid.
error-no-such-amount = Please choose from 1 to 10,000 Stars, such as <code>/topup 75</code>
error-no-such-topup = There is no such payment of yours.
alert-payment-without-invoice =
    ⭐ User <code>{ $user }</code> paid { $stars } ⭐ by an invoice that is forgotten by now. They were credited at today's STAR_RATE.
alert-refunded-elsewhere =
    ⭐ Telegram gave { $stars } ⭐ back to user <code>{ $user }</code> without this bot's doing. Their wallet is debited, and may be below zero.
alert-refund-refused =
    ⭐ Telegram does not give { $stars } ⭐ back to user <code>{ $user }</code>: { $reason }. The money is in their wallet again, and they know.
alert-refund-stuck =
    ⭐ A refund of Stars has had no answer for over an hour: { $reason }. It is tried on.
alert-strange-stars =
    ⭐ Transactions of Stars that are no top-ups of this bot: { $count }, of { $stars } ⭐ together. Nothing was booked for them.
alert-stars-unreadable =
    ⭐ Transactions of Stars that can't be read: { $count }. Payments may be missing in wallets: please tell the developers.
command-topup = Top up with Stars
command-paysupport = Questions about a payment
