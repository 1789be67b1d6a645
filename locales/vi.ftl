# Văn bản của bot bằng tiếng Việt. HTML chỉ dùng trong tin nhắn; nút, thông báo ngắn và lệnh là chữ thường.

## Telegram giới thiệu bot

about =
    Số điện thoại để nhận một SMS. Chọn quốc gia và dịch vụ, bạn có ngay một số. Mã sẽ hiện ngay trong cuộc trò chuyện này.

    Không có SMS? Cứ hủy, tiền sẽ được hoàn lại.
about-short = Số điện thoại để nhận một SMS: chọn quốc gia và dịch vụ, mã hiện ngay trong cuộc trò chuyện.
command-start = Menu chính
command-buy = Mua số
command-numbers = Số của tôi
command-wallet = Ví: số dư và lịch sử
command-redeem = Dùng phiếu quà: /redeem mã
command-language = Ngôn ngữ
command-help = Trợ giúp
command-forget = Quên tôi
command-terms = Điều khoản
command-admin = Tổng quan cửa hàng
command-user = Tìm người dùng: /user 12345 hoặc @tên
command-notice = Thông báo cho mọi người: /notice nội dung
command-balance = Số dư tài khoản
command-credit = Cộng tiền cho người dùng: /credit id số-tiền lý-do
command-debit = Trừ tiền: /debit id số-tiền lý-do
command-budget = Hạn mức hằng tháng: /budget id số-tiền
command-voucher = Tạo phiếu quà: /voucher số-tiền số-lượng số-ngày
command-vouchers = Phiếu quà và phần đã dùng
command-stop = Dừng việc mua
command-go = Cho mua tiếp

## Trang

menu =
    <b>Số điện thoại để nhận một SMS</b>

    Chọn dịch vụ và quốc gia, mã sẽ hiện ngay tại đây.
    Bạn cũng có thể gõ tên, ví dụ <i>Telegram</i> hoặc <i>Việt Nam</i>.
help =
    <b>Cách dùng</b>

    1. Chọn dịch vụ và quốc gia rồi bấm Mua.
    2. Nhập số vào trang của dịch vụ. Chạm vào số để sao chép.
    3. Mã sẽ tự đến đây trong một tin nhắn mới.

    <b>Không có SMS?</b> Hãy hủy, tiền sẽ được hoàn lại. Nếu bạn không làm gì, số sẽ tự hủy khi hết giờ.

    <b>Dịch vụ không nhận số này?</b> Bấm Đổi số để lấy số khác, hoặc chọn quốc gia khác.

    Mỗi số chỉ nhận mã của một dịch vụ và chỉ trong vài phút. Đừng dùng nó ở nơi bạn có thể cần lại sau này.
language = <b>Chọn ngôn ngữ</b>
language-name = Tiếng Việt
language-chosen = ✓ Tiếng Việt
hint = Mình hiểu các nút và tên gọi. Hãy gõ tên dịch vụ hoặc quốc gia, ví dụ <i>WhatsApp</i> hoặc <i>Ba Lan</i>.
stranger =
    Rất tiếc, đây là bot riêng tư.

    Nếu bạn quen người vận hành, hãy gửi họ ID này để được vào: <code>{ $id }</code>
shut-out = Bạn không còn dùng được bot này nữa. Số đã mua vẫn hoạt động và mã vẫn sẽ đến.
guest = 🎟 <b>Bạn vào đây bằng phiếu quà.</b> Bot này riêng tư: bạn có thể dùng phiếu và xem những gì của mình.
private-only = Mình chỉ hoạt động trong trò chuyện riêng. Hãy nhắn riêng cho mình nhé.
terms =
    <b>Điều khoản</b>

    { $terms }
terms-question =
    <b>Trước khi mua, vui lòng đọc các điều khoản:</b>

    { $terms }

## Danh sách

services =
    <b>Bạn cần số cho dịch vụ nào?</b>

    Chọn trong danh sách hoặc gõ tên.
services-of = <b>{ $country }</b>: bạn cần số cho dịch vụ nào?
countries =
    <b>Bạn muốn số của quốc gia nào?</b>

    Chọn trong danh sách hoặc gõ tên.
countries-of = <b>{ $service }</b>: bạn muốn số của quốc gia nào?
nothing-for-sale = Ở đây hiện hết số. Hãy xem chỗ khác hoặc quay lại sau nhé.
found = Kết quả cho <b>{ $query }</b>:
nothing-found =
    Không tìm thấy gì cho <b>{ $query }</b>.

    Hãy thử cách viết khác hoặc xem danh sách.
entry = { $name } · { $price } · còn { $stock }
entry-from = { $name } · từ { $price } · còn { $stock }
entry-known = { $name } · { $price } · còn { $stock } · ✉️ { $share }%
entry-pair = { $name } · { $price }
entry-sold-out = { $name } · hết số
entry-gone = { $name } · không còn bán
inline-entry = { $price } · còn { $stock }
inline-offer =
    { $pair }

    Số điện thoại để nhận một SMS.
inline-nothing = Không tìm thấy. Mở bot
entry-count = { $name } · { $count }
any-other = Dịch vụ khác
legend-cheapest = { $mark } giá thấp nhất
legend-best = { $mark } tốt nhất: tính theo giá và tỷ lệ số nhận được mã (✉️)
count-thousands = { $number }K
count-millions = { $number }Tr

## Chào giá

offer =
    { $service }
    { $country }

    Giá: <b>{ $price }</b>
    Còn: { $stock }{ $figures }

    Số này nhận một SMS. Nếu không có SMS, cứ hủy, tiền sẽ được hoàn lại.
offer-again = Nút đó đã quá cũ nên chưa mua gì cả. Đây là giá hiện tại:
figures-seconds = 📈 Nhận được mã: { $share }%, thường trong vòng { $count } giây
figures-minutes = 📈 Nhận được mã: { $share }%, thường trong vòng { $count } phút
figures-none = 📉 Gần đây chưa số nào ở đây nhận được mã

## Thẻ

card-title = { $service } · { $country } · { $price }
number = 📞 <code>{ $number }</code>
number-national = không có { $prefix }: <code>{ $number }</code>
code-line = 🔑 Mã: <code>{ $code }</code>
code-sms = ✉️ SMS: <blockquote>{ $text }</blockquote>
code-earlier = Trước đó: <code>{ $code }</code>
clock = lúc { $time } UTC
card-buying =
    ⏳ <b>Đang mua số…</b>

    Chỉ mất vài giây, bạn không cần làm gì.
card-waiting =
    ⏳ <b>Đang chờ SMS.</b> Mã sẽ tự hiện ở đây.

    Số hết hạn { $left }.
card-waiting-long =
    ⏳ <b>Vẫn đang chờ SMS.</b> Ở đây mã thường đến trong { $usual }. Nút <b>Chưa có mã?</b> cho biết cần kiểm tra gì.

    Số hết hạn { $left }.
usual-seconds = { $count } giây
usual-minutes = { $count } phút
card-cancelling =
    ⏳ <b>Đang hủy…</b>

    Nhà cung cấp cần xác nhận, có thể mất vài phút. Kết quả sẽ hiện ở đây.
card-replacing =
    🔁 <b>Đang đổi số…</b> Trước hết nhà cung cấp phải xác nhận hủy. Sau đó sẽ mua một số như vậy, giá không quá { $price }.

    Nếu SMS đến trong lúc này, bạn vẫn nhận được mã và không mua thêm số nào.
card-cancel-refused = Nhà cung cấp chưa nhận lệnh hủy: trong vài phút đầu thường là như vậy. Lệnh sẽ tự được gửi lại cho đến khi họ nhận.
card-cancel-from = Số còn quá mới nên nhà cung cấp chưa cho hủy. Lệnh sẽ tự được gửi lại { $when }.
card-replaced = 🔁 <b>Số tiếp theo</b> nằm trong một tin nhắn riêng bên dưới.
card-replace-code = 🔁 Không mua số khác: mã đã đến trước khi hủy.
card-replace-unconfirmed = 🔁 Chưa mua số khác: chỉ mua khi việc hủy đã được xác nhận.
card-replace-late = 🔁 Chưa mua số khác: nhà cung cấp xác nhận hủy quá lâu.
card-replace-restart = 🔁 Chưa mua số khác: cửa hàng đã khởi động lại trong lúc đó.
card-replace-paused = 🔁 Chưa mua số khác: việc mua đã bị dừng trong lúc đó.
card-replace-short = 🔁 Chưa mua số khác: ví của bạn không đủ tiền.
card-replace-voucher = 🔁 Chưa mua số khác: phiếu quà của bạn không còn trả cho nó.
card-expiring =
    ⏳ <b>Đã hết giờ.</b>

    Số đang được hủy. Kết quả sẽ hiện ở đây.
card-code = ✉️ <b>Mã đã đến.</b>
card-readying =
    ⏳ <b>Đang yêu cầu nhà cung cấp nhận thêm một SMS…</b>

    Vui lòng chờ số sẵn sàng rồi hãy yêu cầu mã mới trên trang của dịch vụ. Khi số sẵn sàng, bạn sẽ thấy ngay tại đây.
card-further =
    ⏳ <b>Đang chờ thêm một SMS.</b> Mã sẽ tự hiện ở đây.

    Số hết hạn { $left }.
card-no-further = ✉️ <b>Mã đã đến.</b> Nhà cung cấp không cho nhận thêm SMS trên số này.
card-moved = 👇 <b>Số này được hiển thị trong một tin nhắn mới hơn.</b>
card-done = ✅ <b>Xong.</b>
card-cancelled = ↩️ <b>Đã hủy.</b> Tiền đã được hoàn: { $price }.
card-expired = ⌛ <b>SMS không đến kịp.</b> Tiền đã được hoàn: { $price }.
card-cancelled-voucher = ↩️ <b>Đã hủy.</b> Phiếu quà của bạn chưa bị dùng.
card-expired-voucher = ⌛ <b>Không có SMS nào đến kịp.</b> Phiếu quà của bạn chưa bị dùng.
card-ended-by-provider =
    ⚠️ <b>Nhà cung cấp báo số này đã kết thúc.</b> Họ chưa xác nhận đã hoàn tiền.

    Nếu mã vẫn đến, nó sẽ hiện ở đây. Nếu không, người vận hành sẽ kiểm tra.
card-cancelled-checked = ↩️ <b>Đã hủy.</b> Người vận hành đã kiểm tra: tiền đã được hoàn, { $price }.
card-not-returned =
    ✖️ <b>Không có mã nào đến và nhà cung cấp đã giữ tiền.</b>

    Người vận hành chịu khoản này, không phải bạn. Bạn có thể thử lại.
card-cancel-unconfirmed =
    ⚠️ <b>Nhà cung cấp chưa xác nhận việc hủy.</b>

    Chưa rõ tiền đã được hoàn hay chưa. Nếu mã vẫn đến, nó sẽ hiện ở đây; nếu không, người vận hành sẽ kiểm tra.
card-failed = ✖️ <b>Chưa mua được số nào.</b> Bạn không mất tiền.
card-price-changed =
    ✖️ <b>Giá đã đổi</b>: trước là { $old }, giờ là { $new }.

    Chưa mua số nào và bạn không mất tiền.
card-price-refused =
    ✖️ <b>Giá đã tăng trong lúc mua.</b> Nhà cung cấp không còn bán với giá đó.

    Chưa mua số nào và bạn không mất tiền.
card-paused =
    ✋ <b>Việc mua vừa được tạm dừng.</b> Lượt mua này đã không được gửi đi.

    Bạn không mất tiền. Hãy thử lại sau.
card-given-back =
    ✖️ <b>Nhà cung cấp đã bán một số không đọc được.</b> Họ đã nhận lại số đó.

    Tiền cũng đã được hoàn. Cứ thử lại nhé.
card-out-of-stock =
    ✖️ <b>Đã hết số.</b> Hiện không còn số nào như vậy.

    Bạn không mất tiền. Hãy thử lại hoặc chọn quốc gia khác.
card-account-empty =
    ✖️ <b>Hiện chưa thể mua.</b> Người vận hành cần nạp thêm tiền vào tài khoản.

    Bạn không mất tiền.
card-throttled =
    ✖️ <b>Đang có quá nhiều lượt mua.</b>

    Bạn không mất tiền. Hãy thử lại sau một phút.
card-provider-down =
    ✖️ <b>Không kết nối được với nhà cung cấp.</b>

    Bạn không mất tiền. Hãy thử lại sau vài phút.
card-refused =
    ✖️ <b>Nhà cung cấp từ chối bán số này.</b>

    Bạn không mất tiền. Hãy thử lại hoặc chọn quốc gia khác.
card-stale =
    ✖️ <b>Lượt mua bị chậm quá lâu nên đã không được gửi đi.</b>

    Bạn không mất tiền. Cứ thử lại nhé.
card-unknown =
    ❔ <b>Chưa rõ đã mua được số hay chưa.</b> Nhà cung cấp không trả lời.

    Người vận hành đã được báo và sẽ đối chiếu với tài khoản, tin nhắn này sẽ cho biết kết quả. Lượt mua này không bao giờ được gửi lại, nên không thể bị tính tiền hai lần.
    Bạn có thể mua lượt mới.
card-not-charged =
    ✖️ <b>Không mua được số nào.</b> Đã kiểm tra: không có khoản nào bị trừ.

    Bạn có thể thử lại.
card-lost =
    ✖️ <b>Số đã bị thất lạc trên đường truyền.</b> Nhà cung cấp đã tính tiền nhưng không cho biết đó là số nào.

    Người vận hành chịu khoản này, không phải bạn. Bạn có thể thử lại.
waiting-help =
    <b>Chưa có mã?</b> Ở đây mã thường đến trong { $usual }.

    • Bạn đã nhập đúng số này và chọn đúng quốc gia chưa?
    • Bạn đã yêu cầu gửi SMS, không phải cuộc gọi hay tin nhắn trong ứng dụng?
    • Sau một phút, hãy yêu cầu gửi lại mã một lần.

    🔁 Hãy <b>đổi số</b> nếu dịch vụ báo số đã được dùng, không hợp lệ hoặc là số ảo (VoIP), hay nếu yêu cầu hai lần vẫn chưa có gì.

    Số hết hạn { $left }. Nếu không có SMS, số sẽ tự được hủy trước lúc đó và tiền được hoàn lại, nên đến lúc đó bạn không mất gì.
replace-dearer =
    <b>Số như vậy giờ đắt hơn:</b> { $new } thay vì { $old }.

    Chưa hủy gì cả. Đổi với giá này?
replace-sold-out =
    <b>Hiện đã hết số như vậy.</b>

    Chưa hủy gì cả: bạn có thể giữ số này hoặc tìm số khác.
cancel-question =
    <b>Hủy số này?</b>

    SMS sẽ không đến nữa và { $price } sẽ được hoàn vào tài khoản của người vận hành.
report-question =
    <b>Có gì không ổn?</b>

    Số sẽ được hủy ngay, và tiền được hoàn lại khi nhà cung cấp xác nhận. Người vận hành nhận được ghi chú kèm lời của bạn, và người khác thấy rằng những số như vậy hay hỏng.
report-question-code =
    <b>Dịch vụ không nhận mã?</b>

    Mỗi lần yêu cầu mới, các mã trước hết hiệu lực, chỉ mã mới nhất dùng được. Nhà cung cấp không hoàn tiền cho số đã nhận SMS. Người vận hành nhận được ghi chú và có thể trả lời bạn.
report-used = Dịch vụ báo số đã được dùng
report-no-code = Đã yêu cầu nhưng không có mã
report-bad-code = Dịch vụ không nhận mã
report-sent =
    🆘 <b>Cảm ơn, đã ghi nhận.</b> Dịch vụ báo chính xác điều gì? Hãy trả lời tin nhắn này (vuốt hoặc nhấn giữ rồi chọn Trả lời), lời của bạn sẽ đến người vận hành.

    Nếu không, ghi chú sẽ được gửi sau hai phút.
report-words-sent = 📨 Người vận hành sẽ nhận được ghi chú của bạn. Câu trả lời sẽ đến đây.
report-again-words = Người vận hành đã có ghi chú của bạn.
report-again = Số này đã được báo. Câu trả lời sẽ đến đây.
report-many = ✋ Không thể báo quá { $max } số trong 24 giờ. Số chưa có SMS cứ hủy là được hoàn tiền.
report-never = Việc này không còn đúng với số đó: hãy xem thẻ của nó.
report-head = 🆘 <b>Người dùng báo về một số:</b> { $wrong }.
report-words = <blockquote>{ $words }</blockquote>
report-facts =
    Số: …{ $end }
    Mua { $bought }, báo { $reported }
report-answer-how = Trả lời bằng nút, hoặc trả lời tin nhắn này bằng một câu: người dùng sẽ nhận được.
report-answered = ✔️ <b>Đã trả lời.</b> Người dùng đã được báo.
report-answer-sent = ✔️ Người dùng sẽ nhận được câu trả lời của bạn.
report-accepted = 🛟 <b>Người vận hành đã kiểm tra: bạn đúng, số này không dùng được.</b> Xin lỗi bạn.
report-declined = 🛟 <b>Người vận hành đã kiểm tra</b> và không thấy số có vấn đề gì.
report-operator-says = 🛟 <b>Người vận hành trả lời:</b> <blockquote>{ $words }</blockquote>

## Số của tôi và số dư

numbers =
    <b>Số của tôi</b>

    { $count ->
       *[other] Tổng cộng { $count } số, số đang chờ đứng trước. Chạm vào một số để mở.
    }
numbers-none =
    <b>Số của tôi</b>

    Chưa có số nào.
numbers-line =
    { $name } · { $price }
    { $when }
numbers-services = <b>Số của tôi</b>: dịch vụ nào?
file-caption =
    Tất cả những gì còn được lưu, giờ theo UTC.

    Hãy xóa tệp khi không cần nữa: trong đó có thể có số và mã.
file-user = ID người dùng
file-name = Tên
file-day = Ngày (UTC)
file-time = Thời gian
file-service = Dịch vụ
file-country = Quốc gia
file-price = Giá
file-currency = Tiền tệ
file-outcome = Kết quả
file-request = Yêu cầu
file-number = Số
file-codes = Mã
file-voucher = Phiếu quà
file-link = Liên kết
outcome-waiting = đang chờ
outcome-code = đã có mã
outcome-cancelled = đã hủy, đã hoàn tiền
outcome-unconfirmed = chưa xác nhận hủy
outcome-failed = không mua được
outcome-unknown = chưa rõ
outcome-lost = đã trừ tiền, không có mã
forget-question =
    <b>Quên tôi</b>

    Những gì bot lưu về bạn sẽ bị xóa ngay: tên, ngôn ngữ, lời nhắc, mục đã ghim, số và mã.

    Còn giữ lại: ID của bạn trong nhật ký tiền của người vận hành, và trong hai ngày những gì các lần mua tính vào giới hạn. Tin nhắn trong trò chuyện này do bạn tự xóa.
forgotten =
    <b>Đã quên bạn.</b>

    Giờ bạn có thể xóa trò chuyện này. Nếu nhắn lại, bạn sẽ là người mới.
forget-live =
    ✋ <b>Chưa xóa gì: bạn còn một số chưa kết thúc.</b>

    Hãy hủy hoặc đợi số đó kết thúc. Nếu người vận hành còn phải xem xét thì có thể lâu hơn.
forget-money =
    ✋ <b>Chưa xóa gì: trong ví của bạn còn tiền.</b>

    Hãy dùng hết hoặc xin người vận hành trả lại trước.
balance = Số dư: <b>{ $amount }</b>
balance-hold = Đang giữ: { $amount }
balance-channels = Số đang mở: { $active } trên { $channels }
balance-rating = Điểm xếp hạng: { $rating }
switch-on = 🟢 <b>Việc mua đang mở.</b>
switch-free = Công tắc trong chat đang bật.
switch-off =
    ⏸ <b>Việc mua đã dừng.</b> Các số đã mua vẫn hoạt động như thường.

    Người dừng: { $name } · <code>{ $admin }</code>, { $when }.
switch-setting = ⚠️ Nhưng cài đặt đang có PURCHASES=off: chưa bán gì cho đến khi người vận hành đổi lại.

## Ví

wallet = <b>Ví</b>
wallet-none = Chưa có giao dịch nào.
wallet-balance = 👛 Trong ví: <b>{ $free }</b>
wallet-balance-held = 👛 Trong ví: <b>{ $free }</b>, đang giữ { $held } cho các số của bạn
wallet-topup = ➕ { $amount } · nạp tiền
wallet-refund = ➖ { $amount } · hoàn lại một lần nạp
wallet-refund-refused = ➕ { $amount } · việc hoàn bị từ chối nên tiền trở lại ví
wallet-voucher = { $sign } { $amount } · phiếu quà
wallet-voucher-capture = 🎟 { $amount } · phiếu quà đã trả: { $what }
wallet-allowance = { $sign } { $amount } · hạn mức được cấp
wallet-hold = ⏳ { $amount } · giữ cho { $what }
wallet-release = ↩️ { $amount } · hoàn lại: { $what }
wallet-capture = ✅ { $amount } · đã trả cho { $what }
wallet-reason = { $sign } { $amount } · người vận hành: { $reason }
wallet-other = { $sign } { $amount } · người vận hành
wallet-offer = 👛 Trong ví: { $have }
wallet-offer-short = 👛 Trong ví: { $have }, chưa đủ cho số này
wallet-too-little =
    👛 <b>Bạn có { $have }, mà giá là { $price }.</b>

    Chưa mua gì cả.
voucher-redeemed = 🎟 <b>{ $amount }</b> của phiếu quà này đã vào ví của bạn.
voucher-unknown = 🎟 Không có phiếu quà này. Hãy xem mã có đủ không: mã có dạng <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>.
voucher-used = 🎟 Phiếu quà này đã có người dùng. Hãy hỏi người đã đưa nó cho bạn.
voucher-expired = 🎟 Phiếu quà này đã hết hạn. Hãy hỏi người đã đưa nó cho bạn.
voucher-revoked = 🎟 Phiếu quà này đã bị thu hồi. Hãy hỏi người đã đưa nó cho bạn.
voucher-tries = 🎟 Quá nhiều mã sai. Hãy thử lại sau một giờ.
voucher-shut-out = Bạn không dùng được bot này nữa.
voucher-how-to-redeem =
    🎟 <b>Dùng phiếu quà</b>

    Chỉ cần gửi mã, ví dụ <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>. Tiền sẽ vào ví của bạn.
voucher-wrong = ✋ Chưa tạo phiếu nào: không đọc được.
voucher-how-to-make =
    🎟 <b>Tạo phiếu quà</b>

    <code>/voucher 100</code> tạo một phiếu với số tiền đó, dùng trong { $days } ngày.
    <code>/voucher 100 20 60</code> tạo hai mươi phiếu, dùng trong 60 ngày.

    Tối đa { $count } phiếu một lần và tối đa { $longest } ngày.
    Ai dùng phiếu thì được dùng bot này, kể cả khi bot riêng tư.
voucher-made = 🔑 Mã chỉ hiện một lần này. Ai có mã là dùng được: hãy gửi như gửi tiền.
voucher-made-before = 🎟 Các phiếu này đã được tạo, và mã chỉ hiện một lần. Nếu bạn không có mã, hãy thu hồi đợt đó và tạo đợt khác.
voucher-file = 🎟 Toàn bộ mã của đợt.
voucher-batch =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Đã dùng: { $used } · đến { $until }
voucher-batch-revoked = ⛔ Đã thu hồi
voucher-batch-gone = Không còn đợt này nữa.
voucher-revoke-question = Thu hồi những phiếu chưa dùng? Phiếu đã dùng vẫn giữ nguyên.
vouchers = 🎟 <b>Phiếu quà</b>
vouchers-none = Chưa có phiếu nào: <code>/voucher 100 20</code> tạo hai mươi phiếu.
voucher-number = 🎟 <b>Phiếu quà này đổi được một số: { $what }</b>, tối đa { $most }. Dùng được đến { $until } và bạn không tốn gì.
voucher-number-taken = 🎟 Bạn đã dùng phiếu quà này: { $what }. Số nằm trong danh sách của bạn.
voucher-no-wallet = 🎟 Hiện không đổi được phiếu quà bằng tiền ở đây.
voucher-how-to-make-number =
    <b>Cho một số</b>: <code>/voucher 15 20 60 telegram vietnam</code> tạo hai mươi phiếu, mỗi phiếu đổi một số của dịch vụ và quốc gia đó với giá tối đa 15, trong 60 ngày.
    Hãy nêu một dịch vụ và một quốc gia còn hàng. Người đổi phiếu chỉ được dùng bot riêng tư cho việc đó.
voucher-batch-number =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Đã đổi: { $redeemed } · đã dùng: { $used } · đến { $until }
voucher-revoke-question-number = Thu hồi phần chưa dùng? Sau đó không mua số bằng chúng được nữa, dù đã đổi hay chưa. Các số đã mua vẫn tiếp tục.
voucher-pays = 🎟 Phiếu quà của bạn trả cho số này.
voucher-offer-short = 🎟 Phiếu quà của bạn chỉ đến { $reach } nên không trả cho số này. Phiếu vẫn là của bạn.
voucher-offer-guest = Bot này riêng tư: bạn chỉ mua được bằng phiếu quà.
voucher-refused = 🎟 Phiếu quà của bạn không còn trả cho mục này. Chưa mua gì cả. Đây là giá hiện tại:
voucher-card-held = 🎟 Cho đến khi rõ, phiếu quà của bạn vẫn đang bị giữ.
voucher-card-free = 🎟 Phiếu quà đã được trả lại trước đó nên mã này miễn phí.
voucher-card-back = 🎟 Phiếu quà của bạn chưa bị dùng.
wallet-card-held = 👛 Cho đến khi rõ, { $price } vẫn được giữ trong ví của bạn.
wallet-card-back = 👛 { $price } của bạn đã trở lại ví rồi.
wallet-card-free = 👛 Tiền đã trở lại ví từ trước, nên mã này miễn phí.
cancel-question-wallet =
    <b>Hủy số này?</b>

    SMS sẽ không đến nữa và { $price } sẽ trở lại ví của bạn.
cancel-question-voucher =
    <b>Hủy số này?</b>

    SMS sẽ không đến nữa, và phiếu quà của bạn không bị dùng.
alert-ledger-wrong = 🔴 <b>Sổ cái của các ví không khớp.</b> Tổng mọi tài khoản là { $total }, đáng lẽ là 0. Sai: { $accounts }. Hãy xem <code>python -m bot audit --ledger</code>.
alert-provider-price = Giá của nhà cung cấp: { $price }

## Nhắc nhở

reminder-title = { $service } · { $country }
reminder-any = ngay khi có hàng
reminder-at = khi giá từ { $price } trở xuống
reminder-question =
    🔔 { $title }

    Giá hiện tại là <b>{ $price }</b>. Bạn muốn được báo ở mức giá nào?
    Với đúng giá hiện tại, bạn được báo khi giá đã tăng hoặc hết hàng rồi quay lại.
reminder-set =
    🔔 <b>Bạn sẽ được báo { $when }.</b>

    Một lần, trong { $days } ngày, bằng tin nhắn ở đây. Bot không tự mua gì cả.
reminder-full =
    ✋ <b>Bạn đã có { $max } lời nhắc, không thể thêm nữa.</b>

    Hãy xóa lời nhắc không còn cần.
reminder-in-stock = ✅ <b>Hiện đang có hàng.</b>
reminders =
    <b>🔔 Lời nhắc</b>

    Chạm vào một lời nhắc để xóa.
reminders-none =
    <b>🔔 Lời nhắc</b>

    Chưa có. Bạn có thể đặt lời nhắc ở mọi mục, kể cả mục đã hết hàng.
reminder-line =
    { $title }
    { $when }, đến { $ends }
reminder-told =
    🔔 <b>Đã có hàng: { $price }</b>
    { $title }

    Thấy { $when }. Hàng có thể hết nhanh.

## Dành cho người vận hành

overview = <b>🛠 Tổng quan cửa hàng</b>
overview-no-account = ⚠️ Chưa có số dư: nhà cung cấp không phản hồi.
overview-now =
    Đang chờ mã: <b>{ $waiting }</b>
    Người dùng: { $users }
overview-day =
    <b>24 giờ qua</b>
    Số đã mua: <b>{ $bought }</b>
    Mã: <b>{ $codes }</b> · { $share } số đã kết thúc
    Hoàn tiền: { $refunded }
    Không mua được: { $failed }
    Đã chi: <b>{ $spent }</b>, được hoàn: { $back }
overview-trouble = ⚠️ Chưa rõ kết quả: { $unknown }, hủy chưa được xác nhận: { $unconfirmed }
share = { $percent }%
picture-title = Mã đã về trong { $days ->
       *[other] { $days } ngày qua
    }
picture-best = Tốt nhất
picture-worst = Kém nhất
picture-few = Quá ít để đánh giá
picture-note = { $share } · { $codes } trên { $ended }
picture-caption = Tỉ lệ số có mã trong các số đã kết thúc. Dịch vụ có dưới { $few } số được tách riêng.
picture-heading = <b>{ $title }</b>
picture-line = { $service }: { $note }
picture-nothing = Trong thời gian này chưa có số nào kết thúc.
people =
    <b>Người dùng: { $count }</b>

    Gửi <code>/user</code> kèm ID, @tên hoặc tên để tìm một người. Bạn sẽ thấy họ được làm gì và hôm nay đã làm gì; có thể cho vào, chặn, hoặc nâng giới hạn cho họ.
    Nhiều ID, như <code>/user 123 456</code>: cho vào hoặc chặn tất cả.
people-nobody =
    Chưa từng có ai tên <b>{ $wanted }</b> ở đây.

    Với ID thì tìm được bất kỳ ai: <code>/user 12345</code>
people-several = Có nhiều người tên <b>{ $wanted }</b>. Bạn tìm ai?
selection =
    { $count ->
       *[other] <b>{ $count } người dùng</b>
    }

    Nút bạn bấm áp dụng cho tất cả. Số họ đã mua vẫn hoạt động.
selection-line = { $mark } { $person }
selection-gone = Danh sách này đã quá cũ. Chưa ai bị thay đổi: hãy gửi lại các ID.
selection-wrong =
    ✋ <b>Chưa ai bị thay đổi.</b> Không thể cho vào hay chặn: { $wrong }

    Đó không phải ID người dùng, hoặc là quản trị viên, hoặc nhiều hơn { $max } người một lúc.
costs =
    <b>💸 { $title }</b> (ngày theo UTC)

    Số đã mua: <b>{ $numbers }</b>, người dùng: { $users }
    Chi phí: <b>{ $amount }</b>, đã trừ tiền hoàn
costs-line = { $person }: <b>{ $amount }</b> · { $count }
costs-none = Không ai mua gì.
person = 👤 <code>{ $id }</code> · { $name }
person-admin = ✅ Quản trị viên.
person-let-in = ✅ Được dùng bot: quản trị viên đã cho vào.
person-shut-out = ⛔ Không được dùng bot: quản trị viên đã chặn. Số đã mua vẫn hoạt động.
person-listed = ✅ Được dùng bot: có trong ALLOWED_IDS.
person-public = ✅ Được dùng bot: bot mở cho mọi người.
person-stranger = ⛔ Không được dùng bot: bot riêng tư.
person-guest = 🎟 Chỉ được dùng phiếu quà: bot này riêng tư.
person-seen = Lần đầu { $since }, gần nhất { $seen }
person-never = Chưa từng đến đây.
person-gone = 🚪 Đã chặn bot hoặc rời đi.
person-wallet = 👛 Ví: { $free }, đang giữ { $held }
grants =
    💰 <b>Cộng hoặc trừ tiền</b>

    Cộng: <code>/credit { $id } 100 xin lỗi vì phải chờ</code>
    Trừ: <code>/debit { $id } 100 trả hai lần</code>
    Người dùng được báo và đọc được lời của bạn.

    Mỗi tháng một khoản: <code>/budget { $id } 500</code>
    Chỉ một lần: <code>/budget { $id } 500 once</code>
    Ngừng cấp: <code>/budget { $id } 0</code>
grants-wrong = ✋ Chưa ghi gì cả: không đọc được. Cần có id, số tiền và, khi cộng hoặc trừ, một lý do.
earnings-day = 💹 <b>Thu nhập 24 giờ qua</b>
earnings-week = 💹 <b>Thu nhập 7 ngày qua</b>
earnings-month = 💹 <b>Thu nhập 30 ngày qua</b>
earnings-sales =
    Số đã bán: { $sold }
    Người dùng đã trả: { $captured }
    Nhà cung cấp đã thu: { $cost }
    <b>Lãi: { $margin }</b>
earnings-in =
    Đã nạp: { $topped_up }
    Đã hoàn tiền nạp: { $refunded }
    Phiếu quà, cộng tiền và hạn mức: { $granted }
earnings-stars =
    ⭐ Số Sao đã nhận: { $received } ({ $worth })
    Còn có thể hoàn: { $refundable } ({ $refundable_worth })
earnings-owed = 👛 Trong mọi ví hiện có: { $owed }, trong đó đang giữ: { $held }. Bạn nợ người dùng số tiền này.
sales-day = Bán trong 24 giờ
sales-week = Bán trong 7 ngày
sales-month = Bán trong 30 ngày
sales-sold = Số đã bán
sales-captured = Người dùng trả
sales-cost = Nhà cung cấp
sales-margin = Lãi
sales-line = { $when }: { $sold } · { $captured } − { $cost } = { $margin }
sales-caption = Theo giờ hoặc ngày UTC. Đường kẻ là phần còn lại: tiền người dùng trả trừ tiền nhà cung cấp thu.
sales-nothing = Không bán được gì trong thời gian này.
ledger-file = 📒 Sổ cái, mỗi bút toán một dòng.
alert-cover-short = 🟠 <b>Tài khoản không đủ cho các ví.</b> Tài khoản có { $balance }, còn người dùng có thể tiêu { $owed }. Trong đó có phần lãi của bạn, nên bạn cần ít hơn một chút.
grant-done = { $sign } Đã ghi { $amount } cho <code>{ $id }</code>. Giờ họ có { $free }.
grant-told = Họ đã được báo.
grant-untold = Họ không nhận được tin nhắn, nhưng thấy khoản này trong ví.
grant-short = ✋ Chưa trừ gì: <code>{ $id }</code> chỉ có { $free } để tiêu.
allowance-set =
    📅 <code>{ $id }</code> được cấp <b>{ $amount }</b> mỗi tháng, và giờ có { $free }.

    Mỗi tháng ghi một lần, vào đầu tháng; tháng này ghi ngay. Số tiền đã đổi được tính từ tháng sau. Phần chưa tiêu vẫn là của họ.
allowance-ended = 📅 <code>{ $id }</code> không còn được cấp hằng tháng. { $free } đang có vẫn là của họ.
allowances = 📅 <b>Hằng tháng</b>
allowance-line = <code>{ $id }</code>: { $amount }
allowances-none = Không ai được cấp hằng tháng.
allowances-how = Đặt bằng <code>/budget 12345 500</code>, ngừng bằng <code>/budget 12345 0</code>.
cap-active = Chờ cùng lúc
cap-hour = Trong một giờ
cap-day = Trong 24 giờ
cap-spending = Đã chi trong 24 giờ
cap-unused = Liên tiếp không có mã
cap-line = { $name }: <b>{ $used }</b> trên { $most }
cap-own-line = { $name }: <b>{ $used }</b> trên { $most } ✏️
cap-question =
    👤 <code>{ $id }</code>
    { $line }

    Người này được phép bao nhiêu?
no-limit = không giới hạn
announcement-how-to =
    <b>📣 Thông báo cho mọi người dùng</b>

    Gửi <code>/notice</code> kèm nội dung trong một tin nhắn; chữ đậm, liên kết… được giữ nguyên. Hoặc trả lời một tin nhắn của chính bạn bằng <code>/notice</code>.

    Bạn sẽ xem trước thông báo và biết có bao nhiêu người nhận. Người bị chặn hoặc đã chặn bot sẽ không nhận được.
announcement-question =
    👆 <b>Thông báo sẽ trông như vậy.</b>

    { $count ->
       *[other] { $count } người sẽ nhận
    }, mất khoảng { $minutes } phút. Mã luôn được gửi trước.
announcement-dropped = Đã bỏ. Chưa ai nhận được gì.
announcement-too-old = Thông báo này không còn nữa. Lần bấm này không gửi gì cả: hãy viết lại bằng /notice.
announcement-busy = ✋ <b>Một thông báo khác đang được gửi.</b> Thông báo của bạn chưa được gửi: hãy bấm Gửi lại sau.
announcement-running = 📣 <b>Đang gửi thông báo…</b>
announcement-stopped = ⏸ <b>Đã dừng gửi.</b> Có thể gửi tiếp từ chỗ đã dừng.
announcement-done = ✅ <b>Đã gửi thông báo.</b>
announcement-counts =
    Đã gửi: <b>{ $sent }</b>
    Đã chặn bot: { $gone }
    Không gửi được: { $failed }
    Còn lại: { $left }

## Giới hạn

limit-active =
    ✋ <b>Bạn đang chờ đủ số lượng được phép cùng lúc: { $limit }.</b>

    Chưa mua gì cả. Hãy chờ mã đến, hoặc hủy số không cần nữa.
limit-hour =
    ✋ <b>Bạn đã mua đủ số lượng được phép trong một giờ: { $limit }.</b>

    Chưa mua gì cả.
limit-day =
    ✋ <b>Bạn đã mua đủ số lượng được phép trong 24 giờ: { $limit }.</b>

    Chưa mua gì cả.
limit-spending =
    ✋ <b>Lượt mua này vượt quá mức bạn được chi trong 24 giờ: { $limit }.</b>

    Chưa mua gì cả.
limit-price =
    ✋ <b>Số này đắt hơn mức giá cao nhất được phép ở đây: { $limit }.</b>

    Chưa mua gì cả. Hãy chọn quốc gia khác hoặc dịch vụ khác.
limit-unused =
    ✋ <b>Quá nhiều số liên tiếp của bạn không nhận được mã: { $limit }.</b>

    Chưa mua gì cả. Nhà cung cấp phạt cửa hàng vì những số không có SMS, nên bạn hãy tạm nghỉ một lúc nhé.
limit-all-active =
    ✋ <b>Tất cả các đường đều bận.</b> Cửa hàng đang mở đủ số lượng được phép cùng lúc: { $limit }.

    Chưa mua gì cả. Hãy thử lại sau vài phút.
limit-all-spending =
    ✋ <b>Cửa hàng đã chi hết mức được phép trong 24 giờ.</b>

    Chưa mua gì cả.
limit-rating =
    ✋ <b>Quá ít số của bạn nhận được mã: dưới { $limit }%.</b>

    Chưa mua gì cả. Mỗi số không có mã làm giảm điểm xếp hạng của cửa hàng bên nhà cung cấp, mà điểm đó hiện đang thấp. Những số mà ai mua cũng không có mã thì không tính.
limit-opens = Bạn có thể mua lại { $when }.

## Khi có trục trặc

error-not-for-sale =
    { $service } · { $country }

    Hiện đã <b>hết số</b>.
error-not-offered =
    { $service } · { $country }

    Mục này không còn được bán ở đây nữa.
nearest = Gần nhất còn hàng:
error-nothing-there = Mục này không còn bán nữa.
error-quote-gone = Nút đó đã quá cũ. Chưa mua gì cả.
error-voucher = 🎟 Phiếu quà của bạn không đủ cho giá hiện tại. Chưa hủy hay mua gì cả.
error-not-found = Bạn không có số này. Những số cũ sẽ được xóa sau một thời gian.
error-shop-closed = Cửa hàng tạm đóng: người vận hành cần khắc phục một việc trước đã.
error-limit = Đã chạm giới hạn của cửa hàng. Chưa mua gì cả.
error-paused =
    ⏸ <b>Việc mua đang tạm dừng.</b>

    Chưa mua gì cả. Các số bạn đang có vẫn hoạt động như thường. Hãy quay lại sau nhé.
error-throttled = Hiện đang rất đông. Hãy thử lại sau một phút.
error-provider = Nhà cung cấp đang trả lời không ổn định. Hãy thử lại sau giây lát.
error-storage = Bot chưa kết nối được cơ sở dữ liệu. Hãy thử lại sau giây lát: bấm Mua lần nữa không bao giờ mua hai lần.
error-unexpected = Phía chúng tôi có trục trặc. Bạn có thể thử lại: bấm Mua lần nữa không bao giờ mua hai lần.
toast-checking = Đang tìm mã…
toast-check-soon = Vừa mới kiểm tra xong. Vài giây nữa sẽ kiểm tra lại.
toast-not-waiting = Số này không còn chờ mã nữa.
toast-old-button = Nút này đã cũ. Đây là menu.
toast-pinned = Đã ghim vào menu.
toast-unpinned = Đã bỏ ghim khỏi menu.
toast-private-only = Mình chỉ hoạt động trong trò chuyện riêng.
toast-stranger = Rất tiếc, đây là bot riêng tư. ID của bạn: { $id }
toast-shut-out = Bạn không còn dùng được bot này nữa.
toast-guest = Bạn vào đây bằng phiếu quà, chỉ để lấy số của phiếu.
toast-too-fast = Bạn bấm quá nhanh. Vui lòng đợi một chút.

## Gửi người vận hành

alert-unknown = ⚠️ <b>Một lượt mua chưa rõ kết quả.</b> Yêu cầu đã được gửi nhưng không có câu trả lời rõ ràng. Hãy đối chiếu với danh sách yêu cầu bên nhà cung cấp, rồi cho biết kết quả bên dưới: người dùng sẽ được báo.
evidence-before = Số dư trước đó: <b>{ $before }</b> (đọc trước { $seconds } giây)
evidence-none = Số dư trước đó: không rõ
evidence-now = Số dư bây giờ: <b>{ $now }</b>
evidence-expected =
    Nếu không bị trừ tiền, số dư phải là: { $free }
    Nếu đã bị trừ tiền: { $charged }
    Các lượt mua và nạp tiền khác trong vài phút qua có thể làm lệch những con số này.
evidence-not-known = không rõ
alert-not-charged = ✔️ <b>Đã rõ: không bị tính tiền.</b> Người dùng đã được báo.
alert-lost = ✔️ <b>Đã rõ: tài khoản của bạn bị tính tiền.</b> Người dùng đã được báo rằng bạn chịu khoản này.
alert-settled = ✔️ <b>Việc này đã tự ổn.</b> Không cần làm gì thêm.
alert-cancel-unconfirmed = ⚠️ <b>Một lượt hủy chưa được xác nhận.</b> Số này không thể còn hoạt động. Hãy xem bên nhà cung cấp tiền đã được hoàn chưa, rồi cho biết kết quả bên dưới: người dùng sẽ được báo.
alert-returned = ✔️ <b>Đã rõ: tiền đã được hoàn.</b> Người dùng đã được báo.
alert-other-number = ⚠️ <b>Nhà cung cấp bán khác với đơn đặt.</b> Yêu cầu { $request }: đặt { $ordered }, bán { $sold } (mã quốc gia và dịch vụ). Hãy xem bên nhà cung cấp.
alert-late-purchase = ⚠️ <b>Tìm thấy một lượt mua cũ hơn thời gian sống của mọi số.</b> Yêu cầu { $request } đã được mua nhưng chưa từng được ghi lại. Hãy xem bên nhà cung cấp số tiền đó ra sao.
alert-auditor = 🛟 <b>Trình kiểm tra đã khôi phục những việc bị thất lạc: { $count }.</b> Không ai mất gì, nhưng chuyện này lẽ ra không xảy ra: vui lòng giữ lại nhật ký.
alert-clock-step = 🕰 <b>Đồng hồ của cơ sở dữ liệu đã nhảy { $seconds } giây.</b> Các số đang chờ vẫn tính theo giờ trước đó. Hãy kiểm tra giờ của máy chủ (NTP).
alert-unreadable = 🧩 <b>Có mục trong dữ liệu của bot không đọc được: { $count }.</b> Chúng được để riêng, mọi mục khác vẫn hoạt động. Nhật ký ghi tên từng mục; hãy kiểm tra chúng.
alert-unreadable-answer = 🧩 <b>Có câu trả lời của nhà cung cấp không đọc được</b> ({ $call }). Có thể họ đã thay đổi gì đó; mọi thứ khác vẫn hoạt động. <code>{ $shape }</code>
alert-database-down = 🔴 <b>Cơ sở dữ liệu không làm việc được:</b> { $reason }. Chưa thể mua gì, và các mã phải đợi.
alert-database-up = 🟢 <b>Cơ sở dữ liệu đã hoạt động trở lại.</b>
alert-worker-down = 🔴 <b>Công việc của chính bot đang dừng:</b> { $reason }. Mã và tin nhắn phải đợi. Nếu kéo dài, hãy khởi động lại bot.
alert-worker-up = 🟢 <b>Công việc của bot đã tiếp tục.</b>
alert-provider-down = 🔴 <b>Nhà cung cấp không phản hồi.</b> Việc mua bị từ chối cho đến khi họ phản hồi; các số đang chờ được kiểm tra chậm hơn.
alert-provider-up = 🟢 <b>Nhà cung cấp đã phản hồi trở lại.</b>
alert-account-empty = 🔴 <b>Tài khoản không đủ tiền.</b> Một lượt mua đã bị từ chối vì vậy. Số dư: { $balance }.
alert-account-low = 🟡 <b>Tài khoản sắp hết tiền.</b> Số dư: { $balance }.
alert-account-fine = 🟢 <b>Tài khoản đã có tiền trở lại.</b> Số dư: { $balance }.
alert-rating-low = 🟠 <b>Điểm xếp hạng tài khoản bên nhà cung cấp là { $rating }</b>, dưới { $mark }. Về 0 thì tài khoản bị khóa. Số không nhận được mã làm giảm điểm, mã và nạp tiền làm tăng điểm.
alert-rating-fine = 🟢 <b>Điểm xếp hạng tài khoản đã trên { $mark } trở lại:</b> { $rating }.
alert-rating-falls = 🔴 <b>Điểm xếp hạng tài khoản giảm nhanh.</b> Trong một giờ qua từng là { $before }, bây giờ là { $rating }. Về 0 thì tài khoản bị khóa: /admin cho thấy dịch vụ nào không có mã, và có thể dừng việc mua.
alert-balance-short = 🟠 <b>Tài khoản có ít tiền hơn sổ sách.</b> Số dư: { $balance }, đáng lẽ là { $expected }. Hai lần đọc liên tiếp đều thấp hơn. Có khoản bị trừ mà bot không mua, hoặc bị trừ cao hơn giá đã báo: hãy đối chiếu với danh sách yêu cầu bên nhà cung cấp.
alert-offer-fails = 🕳 <b>{ $offer }: { $percent } % trong { $numbers } số gần nhất nhận được mã.</b> Ai mua cũng gặp, và dưới 17 % thì các số làm tài khoản mất nhiều điểm xếp hạng hơn là được. Ẩn đi? Những số đang chờ vẫn tiếp tục.
offer-hidden = 🙈 <b>Đã ẩn trong 30 ngày: { $offer }.</b> Không ai tìm hay mua được; nếu chạy nhiều bản sao thì tất cả đều biết trong vòng hai phút.
offer-shown = 👁 <b>Đã bán lại: { $offer }.</b>
alert-wrong-token = 🔴 <b>Nhà cung cấp không còn chấp nhận token.</b> Không thể mua số, và không có mã nào về. Hãy đặt token mới vào SMSMAN_TOKEN rồi khởi động lại bot.
alert-token-works = 🟢 <b>Nhà cung cấp đã chấp nhận token trở lại.</b>
alert-updates-stopped = 🔴 <b>Tin nhắn và lượt bấm không đến được bot.</b> Mã vẫn được gửi. Lý do: { $reason }
alert-updates-come = 🟢 <b>Tin nhắn và lượt bấm lại đến được bot.</b>
alert-ids =
    Người dùng: <code>{ $user }</code> · { $name }
    Lượt mua: <code>{ $activation }</code>
    Yêu cầu: <code>{ $request }</code>

## Nút

button-buy-number = 📲 Mua số
button-numbers = 🗂 Số của tôi
button-all-numbers = 🗂 Tất cả số
button-by-service = 🧩 Theo dịch vụ
button-file = 📄 Gửi tệp cho tôi
button-forget = 🗑 Vâng, hãy quên tôi
button-costs = 💸 Chi phí theo người
button-by-day = 📅 Theo ngày
button-by-month = 📅 Theo tháng
button-file-of-all = 📄 Tệp của tất cả
button-let-all-in = ✅ Cho vào tất cả
button-shut-all-out = ⛔ Chặn tất cả
button-tell-me = 🔔 Báo tôi khi có hàng
button-tell-me-at = 🔔 Báo khi giá này hoặc thấp hơn
button-reminder-at = 🔔 { $price } trở xuống
button-reminders = 🔔 Lời nhắc
button-wallet = 👛 Ví
button-balance = 💰 Số dư
button-switch = ⏯ Việc mua
button-overview = 🛠 Tổng quan
button-picture = 📊 Dịch vụ tốt và kém nhất
button-picture-days = { $days ->
       *[other] 📊 { $days } ngày
    }
button-people = 👥 Người dùng
button-grants = 💰 Cộng hoặc trừ tiền
button-allowances = 📅 Hạn mức tháng
button-the-user = 👤 Người dùng
button-earnings = 💹 Thu nhập
button-earnings-day = 24 giờ
button-earnings-week = 7 ngày
button-earnings-month = 30 ngày
button-sales-picture = 📊 Dạng hình
button-ledger = 📒 Gửi sổ cái
button-vouchers = 🎟 Phiếu quà
button-batch = 🎟 { $id } · { $amount } × { $count }
button-revoke = ⛔ Thu hồi
button-announcement = 📣 Thông báo cho mọi người
button-send = { $count ->
       *[other] 📣 Gửi cho { $count } người
    }
button-drop = 🗑 Bỏ
button-announcement-stop = ⏸ Dừng gửi
button-announcement-on = ▶️ Gửi tiếp
button-hide-offer = 🙈 Ẩn đi
button-offer-again = 👁 Bán lại
button-person = 👤 Người dùng
button-let-in = ✅ Cho vào
button-shut-out = ⛔ Chặn
button-by-settings = ↩️ Theo cài đặt
button-no-limit = Không giới hạn
button-as-set = ↩️ Theo cài đặt: { $size }
button-back = ‹ Quay lại
button-stop = ⏸ Dừng việc mua
button-go = ▶️ Cho mua tiếp
button-language = 🌐 Ngôn ngữ
button-help = ❓ Trợ giúp
button-menu = ☰ Menu
button-countries-first = 🌍 Theo quốc gia
button-services-first = 🧩 Theo dịch vụ
button-other-country = 🌍 Quốc gia khác
button-other-service = 🧩 Dịch vụ khác
button-all-services = 🧩 Mọi dịch vụ
button-all-countries = 🌍 Mọi quốc gia
button-buy = ✅ Mua với giá { $price }
button-buy-voucher = 🎟 Mua bằng phiếu quà
button-pin = ☆ Ghim vào menu
button-unpin = ★ Đã ghim
button-share = ↗️ Chia sẻ
button-open-bot = Mở bot
button-agree = ✅ Tôi đồng ý
button-see-offer = Xem giá
button-check = 🔎 Kiểm tra ngay
button-cancel = ✖️ Hủy
button-cancel-yes = Có, hủy
button-only-cancel = ✖️ Chỉ hủy
button-replace = 🔁 Đổi số
button-replace-then = 🔁 Rồi mua lại như vậy
button-replace-for = 🔁 Đổi với giá { $price }
button-wrong = 🆘 Có gì đó không ổn
button-used = 📵 Số đã được dùng
button-asked-twice = 🔕 Yêu cầu hai lần, chưa có mã
button-bad-code = 🔢 Mã không dùng được
button-without-words = 📨 Gửi không kèm lời
button-report-right = 👍 Đúng, xin lỗi
button-report-fine = 👎 Không thấy lỗi
button-no-code = ❓ Chưa có mã?
button-keep = Giữ lại
button-not-charged = Không trừ tiền
button-charged = Bị trừ tiền
button-returned = Tiền đã hoàn
button-kept = Chưa hoàn
button-done = ✅ Không cần SMS nữa
button-copy-sms = Sao chép cả SMS
button-further = 📩 Thêm một SMS
button-another = ➕ Số khác
button-same-again = 🔁 Mua lại như vậy
button-try-again = 🔄 Thử lại
button-refresh = 🔄 Làm mới

## What check sends to the first admin

trial = Đây là tin thử của <b>check</b>: thẻ số trông như thế này.
trial-copy = Sao chép

## Stars

topup =
    ⭐ <b>Nạp tiền bằng Sao Telegram</b>

    Trong ví của bạn: <b>{ $balance }</b>
    Một Sao đáng giá { $worth }.

    Chọn một mức, hoặc viết số khác, ví dụ <code>/topup 75</code>

    <b>Không thanh toán được?</b> Có thể bạn không đủ Sao. Telegram bán Sao ngay tại đó, và trong phần cài đặt, mục “Sao của tôi”.
topup-ask = Bot này không nhận Sao. Để có tiền trong ví, hãy hỏi { $contact }
topup-none = Bot này không nhận Sao. Người vận hành có thể nạp tiền vào ví của bạn.
topup-voucher = 🎟 Có phiếu quà? Chỉ cần gửi mã vào đây.
button-topups-of = ⭐ Các lần nạp
button-topup = ⭐ Nạp tiền
button-topups = Các lần nạp
button-pack = { $stars } ⭐ · { $amount }
button-take-back = ↩️ { $stars } ⭐ ({ $amount })
button-refund = ↩️ Hoàn lại { $stars } ⭐
invoice-title = Nạp tiền vào ví
invoice =
    { $stars ->
       *[other] { $stars } Sao thành
    } { $amount } trong ví của bạn ở bot này.
topup-paid =
    ✅ <b>Đã nạp { $amount }</b> từ { $stars } ⭐.

    Ví của bạn hiện có { $balance }.
topup-refunded =
    ↩️ <b>{ $stars } ⭐ đã được trả lại cho bạn.</b>

    { $amount } đã trừ khỏi ví, ví hiện có { $balance }.
topup-refused =
    ⚠️ <b>Telegram không trả lại { $stars } ⭐.</b>

    { $amount } đã trở lại ví của bạn, ví hiện có { $balance }. Hãy hỏi tại: /paysupport
topups = <b>Các lần nạp của bạn</b>
topups-take-back = Để lấy lại khoản chưa tiêu, hãy chạm vào khoản đó bên dưới.
topups-none = Bạn chưa nạp Sao nào.
topups-of = <b>Các lần nạp của người dùng <code>{ $user }</code></b>
topups-of-none = Người dùng <code>{ $user }</code> chưa nạp Sao nào.
topup-line-paid = { $day } · { $stars } ⭐ · { $amount }
topup-line-refunding = { $day } · { $stars } ⭐ · { $amount } · ⏳ đang hoàn lại
topup-line-refunded = { $day } · { $stars } ⭐ · { $amount } · ↩️ đã hoàn lại
refund-question =
    <b>Hoàn lại { $stars } ⭐?</b>

    { $amount } sẽ trừ khỏi ví, và Telegram trả lại số Sao. Mỗi khoản chỉ có thể hoàn lại toàn bộ.
refund-question-spent =
    <b>Hoàn lại { $stars } ⭐ dù đã tiêu một phần?</b>

    Khoản này là { $amount }, trong ví còn { $left }. Khi đó ví sẽ âm, và người dùng không mua được gì cho đến khi bù đủ.
refund-spent =
    <b>Khoản này hiện không thể hoàn lại.</b>

    Khoản này là { $amount }, ví của bạn còn { $left }. Mỗi khoản chỉ có thể hoàn lại toàn bộ.
refund-begun =
    ⏳ <b>{ $stars } ⭐ đang được hoàn lại.</b>

    { $amount } đã trừ khỏi ví. Khi Sao về đến nơi, bạn sẽ được báo tại đây.
refund-again = Khoản này đã được hoàn lại, hoặc đang được hoàn lại.
refund-late = Thời hạn để bạn tự lấy lại khoản này đã hết. Hãy hỏi tại: /paysupport
paysupport =
    <b>Bạn có câu hỏi về thanh toán?</b>

    Hãy viết cho { $contact }, nói rõ bạn trả lúc nào và bao nhiêu Sao.

    Bộ phận hỗ trợ của Telegram không thể giúp về các khoản trả cho bot này.
paysupport-nobody = Người vận hành bot này chưa nêu ai để hỏi về thanh toán.
checkout-paused = Việc mua đang tạm dừng nên bot chưa nhận Sao. Bạn chưa trả tiền.
checkout-shut-out = Bạn không thể dùng bot này nữa. Bạn chưa trả tiền.
checkout-not-ours = Hóa đơn này đã quá cũ. Hãy tạo hóa đơn mới bằng /topup. Bạn chưa trả tiền.
checkout-other-user = Hóa đơn này dành cho người khác. Hãy tạo hóa đơn của bạn bằng /topup. Bạn chưa trả tiền.
checkout-storage = Hiện chưa nhận thanh toán được. Hãy thử lại sau giây lát. Bạn chưa trả tiền.
error-no-such-amount = Hãy chọn từ 1 đến 10.000 Sao, ví dụ <code>/topup 75</code>
error-no-such-topup = Bạn không có khoản thanh toán này.
alert-payment-without-invoice =
    ⭐ Người dùng <code>{ $user }</code> đã trả { $stars } ⭐ bằng một hóa đơn không còn lưu. Đã ghi có theo STAR_RATE hôm nay.
alert-refunded-elsewhere =
    ⭐ Telegram đã trả lại { $stars } ⭐ cho người dùng <code>{ $user }</code> mà không do bot này. Ví của họ đã bị trừ và có thể âm.
alert-refund-refused =
    ⭐ Telegram không trả lại { $stars } ⭐ cho người dùng <code>{ $user }</code>: { $reason }. Tiền đã trở lại ví của họ, và họ đã biết.
alert-refund-stuck =
    ⭐ Một khoản hoàn Sao không có trả lời hơn một giờ: { $reason }. Bot vẫn thử tiếp.
alert-strange-stars =
    ⭐ Giao dịch Sao không phải nạp tiền của bot này: { $count }, tổng cộng { $stars } ⭐. Không ghi sổ gì cho chúng.
alert-stars-unreadable =
    ⭐ Giao dịch Sao không đọc được: { $count }. Có thể thiếu khoản trả trong ví: hãy báo cho nhà phát triển.
command-topup = Nạp tiền bằng Sao
command-paysupport = Hỏi về thanh toán
