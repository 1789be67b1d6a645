# Botun Türkçe metinleri. HTML yalnızca mesajlarda bulunur; düğmeler, kısa bildirimler ve komutlar düz metindir.

## Telegram'ın botun kendisi için gösterdikleri

about =
    Tek SMS için telefon numaraları. Bir ülke ve bir hizmet seç, numaran hazır. Kod burada, sohbette görünür.

    SMS gelmedi mi? İptal et, para geri gelir.
about-short = Tek SMS için telefon numarası: ülke ve hizmet seç, kod sohbette görünür.
command-start = Ana menü
command-buy = Numara satın al
command-numbers = Numaralarım
command-wallet = Cüzdan: bakiye ve geçmiş
command-redeem = Kupon kullan: /redeem kod
command-language = Dil
command-help = Yardım
command-forget = Beni unut
command-terms = Koşullar
command-admin = Bir bakışta mağaza
command-user = Kullanıcı bul: /user ve kimlik ya da ad
command-notice = Herkese duyuru: /notice metin
command-balance = Hesap bakiyesi
command-credit = Para ver: /credit kimlik tutar neden
command-debit = Para geri al: /debit kimlik tutar neden
command-budget = Ödenekler: /budget kimlik aylık tutar
command-voucher = Kupon oluştur: /voucher tutar adet gün
command-vouchers = Kuponlar ve kullanılanlar
command-stop = Satın almayı durdur
command-go = Satın almayı sürdür

## Sayfalar

menu =
    <b>Tek SMS için telefon numarası</b>

    Bir hizmet ve bir ülke seç. Kod burada görünür.
    Bir ad da yazabilirsin, örneğin <i>Telegram</i> ya da <i>Vietnam</i>.
help =
    <b>Nasıl çalışır</b>

    1. Bir hizmet ve bir ülke seç, Satın al düğmesine dokun.
    2. Numarayı hizmetin sayfasına yaz. Dokununca kopyalanır.
    3. Kod buraya kendiliğinden yeni bir mesajla gelir.

    <b>SMS gelmedi mi?</b> İptal et, para geri gelir. Hiçbir şey yapmazsan numara süresi dolunca iptal edilir.

    <b>Hizmet numarayı kabul etmiyor mu?</b> Başka bir numara için Değiştir düğmesine dokun ya da başka bir ülke seç.

    Bir numara tek bir hizmetin kodunu alır, o da yalnızca birkaç dakika. Sonra yine gerekebilecek yerlerde kullanma.
language = <b>Dilini seç</b>
language-name = Türkçe
language-chosen = ✓ Türkçe
hint = Düğmelerden ve adlardan anlarım. Bir hizmet ya da ülke yaz, örneğin <i>WhatsApp</i> ya da <i>Polonya</i>.
stranger =
    Üzgünüm, bu bot özel.

    Botu işleteni tanıyorsan bu kimliği gönder ve erişim iste: <code>{ $id }</code>
shut-out = Bu botu artık kullanamazsın. Satın aldıkların sürüyor, kodu yine gelir.
guest = 🎟 <b>Buraya bir kuponla geldin.</b> Bu bot özel: kuponunu kullanabilir ve sana ait olanı görebilirsin.
private-only = Yalnızca özel sohbetlerde çalışırım. Bana özelden yaz, orada devam edelim.
terms =
    <b>Koşullar</b>

    { $terms }
terms-question =
    <b>Satın almadan önce koşulları oku:</b>

    { $terms }

## Listeler

services =
    <b>Numara hangi hizmet için?</b>

    Birini seç ya da adını yaz.
services-of = <b>{ $country }</b>: numara hangi hizmet için?
countries =
    <b>Numara hangi ülkeden olsun?</b>

    Birini seç ya da adını yaz.
countries-of = <b>{ $service }</b>: numara hangi ülkeden olsun?
nothing-for-sale = Burada şu an stok yok. Başka yere bak ya da sonra yine gel.
found = <b>{ $query }</b> için bulunanlar:
nothing-found =
    <b>{ $query }</b> için bir şey bulunamadı.

    Başka türlü yazmayı dene ya da listelere bak.
entry = { $name } · { $price } · { $stock } adet
entry-from = { $name } · { $price } ve üstü · { $stock } adet
entry-known = { $name } · { $price } · { $stock } adet · ✉️ %{ $share }
entry-pair = { $name } · { $price }
entry-sold-out = { $name } · tükendi
entry-gone = { $name } · şu an sunulmuyor
inline-entry = { $price } · { $stock } adet
inline-offer =
    { $pair }

    Tek SMS için telefon numarası.
inline-nothing = Bir şey bulunamadı. Botu aç
entry-count = { $name } · { $count }
any-other = Başka hizmet
legend-cheapest = { $mark } en düşük fiyat
legend-best = { $mark } en iyisi: fiyata ve kod alan numaraların payına göre (✉️)
count-thousands = { $number } B
count-millions = { $number } Mn

## Teklif

offer =
    { $service }
    { $country }

    Fiyat: <b>{ $price }</b>
    Stokta: { $stock }{ $figures }

    Numara tek SMS içindir. Gelmezse iptal et, para geri gelir.
offer-again = O düğme çok eskiydi, hiçbir şey satın alınmadı. Teklifin şimdiki hâli:
figures-seconds =
    📈 Kod alan: %{ $share }, genelde { $count ->
        [one] { $count } saniye içinde
       *[other] { $count } saniye içinde
    }
figures-minutes =
    📈 Kod alan: %{ $share }, genelde { $count ->
        [one] { $count } dakika içinde
       *[other] { $count } dakika içinde
    }
figures-none = 📉 Son zamanlarda burada hiçbir numara kod almadı

## Kart

card-title = { $service } · { $country } · { $price }
number = 📞 <code>{ $number }</code>
number-national = { $prefix } olmadan: <code>{ $number }</code>
code-line = 🔑 Kod: <code>{ $code }</code>
code-sms = ✉️ SMS: <blockquote>{ $text }</blockquote>
code-earlier = Önceki: <code>{ $code }</code>
clock = saat { $time } UTC
card-buying =
    ⏳ <b>Numara satın alınıyor…</b>

    Birkaç saniye sürer. Bir şey yapman gerekmez.
card-waiting =
    ⏳ <b>SMS bekleniyor.</b> Kod burada kendiliğinden görünür.

    Numaranın süresi { $left } doluyor.
card-waiting-long =
    ⏳ <b>SMS hâlâ bekleniyor.</b> Burada genelde { $usual } içinde gelir: <b>Kod yok mu?</b> neye bakacağını gösterir.

    Numaranın süresi { $left } doluyor.
usual-seconds =
    { $count ->
        [one] { $count } saniye
       *[other] { $count } saniye
    }
usual-minutes =
    { $count ->
        [one] { $count } dakika
       *[other] { $count } dakika
    }
card-cancelling =
    ⏳ <b>İptal ediliyor…</b>

    Sağlayıcının onaylaması gerekiyor, birkaç dakika sürebilir. Sonucu burada göreceksin.
card-replacing =
    🔁 <b>Değiştiriliyor…</b> Önce sağlayıcının iptali onaylaması gerekiyor. Sonra aynısı yeniden alınır, en çok { $price } karşılığında.

    Bu arada SMS gelirse kodunu alırsın ve hiçbir şey satın alınmaz.
card-cancel-refused = Sağlayıcı iptali henüz almadı: çoğu ilk dakikalarda almaz. Alana dek kendiliğinden yeniden gönderilir.
card-cancel-from = Sağlayıcı bu kadar yeni bir numaranın iptalini almıyor. Kendiliğinden yeniden gönderilir: { $when }.
card-replaced = 🔁 <b>Sonraki numara</b> aşağıda kendi mesajında.
card-replace-code = 🔁 Başka numara alınmadı: kod iptalden önce geldi.
card-replace-unconfirmed = 🔁 Başka numara alınmadı: önce iptalin onaylanması gerekir.
card-replace-late = 🔁 Başka numara alınmadı: sağlayıcı iptali çok geç onayladı.
card-replace-restart = 🔁 Başka numara alınmadı: mağaza bu arada yeniden başlatıldı.
card-replace-paused = 🔁 Başka numara alınmadı: satın alma bu arada durduruldu.
card-replace-short = 🔁 Başka numara alınmadı: cüzdanında yeterli para yok.
card-replace-voucher = 🔁 Başka numara alınmadı: kuponun artık ödemiyor.
card-expiring =
    ⏳ <b>Süre doldu.</b>

    Numara iptal ediliyor. Sonucu burada göreceksin.
card-code = ✉️ <b>Kod geldi.</b>
card-readying =
    ⏳ <b>Sağlayıcıdan bir SMS daha isteniyor…</b>

    Yeni kodu hizmetten ancak numara hazır olunca iste: burada göreceksin.
card-further =
    ⏳ <b>Bir SMS daha bekleniyor.</b> Kod burada kendiliğinden görünür.

    Numaranın süresi { $left } doluyor.
card-no-further = ✉️ <b>Kod geldi.</b> Sağlayıcı bu numara için başka SMS vermiyor.
card-moved = 👇 <b>Bu numara daha yeni bir mesajda.</b>
card-done = ✅ <b>Bitti.</b>
card-cancelled = ↩️ <b>İptal edildi.</b> Para geri geldi: { $price }.
card-expired = ⌛ <b>Süresinde SMS gelmedi.</b> Para geri geldi: { $price }.
card-cancelled-voucher = ↩️ <b>İptal edildi.</b> Kuponun harcanmadı.
card-expired-voucher = ⌛ <b>Zamanında SMS gelmedi.</b> Kuponun harcanmadı.
card-ended-by-provider =
    ⚠️ <b>Sağlayıcı bu numaranın kapandığını söylüyor.</b> Paranın geri geldiğini onaylamadı.

    Yine de bir kod gelirse burada görünür. Gelmezse işletmeci ilgilenir.
card-cancelled-checked = ↩️ <b>İptal edildi.</b> İşletmeci kontrol etti: para geri geldi, { $price }.
card-not-returned =
    ✖️ <b>Kod gelmedi ve sağlayıcı parayı iade etmedi.</b>

    Zarar sana değil, işletmeciye ait. Yeniden deneyebilirsin.
card-cancel-unconfirmed =
    ⚠️ <b>Sağlayıcı iptali onaylamadı.</b>

    Paranın geri gelip gelmediği henüz belli değil. Yine de bir kod gelirse burada görünür; gelmezse işletmeci ilgilenir.
card-failed = ✖️ <b>Numara satın alınmadı.</b> Ücret alınmadı.
card-price-changed =
    ✖️ <b>Fiyat değişti</b>: { $old } idi, şimdi { $new }.

    Numara satın alınmadı, ücret alınmadı.
card-price-refused =
    ✖️ <b>Fiyat bu arada yükseldi.</b> Sağlayıcı artık eskisinden satmıyor.

    Numara satın alınmadı, ücret alınmadı.
card-paused =
    ✋ <b>Satın alma az önce durduruldu.</b> Bu istek artık gönderilmedi.

    Ücret alınmadı. Daha sonra yeniden dene.
card-given-back =
    ✖️ <b>Sağlayıcı okunamayan bir numara sattı.</b> Numarayı geri aldı.

    Para da geri geldi. Yeniden deneyebilirsin.
card-out-of-stock =
    ✖️ <b>Tükendi.</b> Şu an böyle bir numara kalmadı.

    Ücret alınmadı. Yeniden dene ya da başka bir ülke seç.
card-account-empty =
    ✖️ <b>Mağaza şu an satın alamıyor.</b> İşletmecinin hesaba para yüklemesi gerekiyor.

    Ücret alınmadı.
card-throttled =
    ✖️ <b>Aynı anda çok fazla satın alma var.</b>

    Ücret alınmadı. Bir dakika sonra yeniden dene.
card-provider-down =
    ✖️ <b>Sağlayıcıya ulaşılamıyor.</b>

    Ücret alınmadı. Birkaç dakika sonra yeniden dene.
card-refused =
    ✖️ <b>Sağlayıcı bu numarayı satmadı.</b>

    Ücret alınmadı. Yeniden dene ya da başka bir ülke seç.
card-stale =
    ✖️ <b>Satın alma çok uzun takıldı ve gönderilmedi.</b>

    Ücret alınmadı. Yeniden deneyebilirsin.
card-unknown =
    ❔ <b>Numaranın alınıp alınmadığı bilinmiyor.</b> Sağlayıcı yanıt vermedi.

    İşletmeciye haber verildi, hesapla karşılaştıracak; sonucu bu mesajda göreceksin. Bu satın alma bir daha asla
    gönderilmez, yani iki kez ücret alınamaz.
    Yeni bir tane deneyebilirsin.
card-not-charged =
    ✖️ <b>Numara satın alınmadı.</b> Kontrol edildi: ücret alınmadı.

    Yeniden deneyebilirsin.
card-lost =
    ✖️ <b>Numara yolda kayboldu.</b> Sağlayıcı ücretini aldı ama hangisi olduğunu hiç söylemedi.

    Zarar sana değil, işletmeciye ait. Yeniden deneyebilirsin.
waiting-help =
    <b>Kod hâlâ yok mu?</b> Burada genelde { $usual } içinde gelir.

    • Hizmette tam olarak bu numara, doğru ülkeyle mi yazılı?
    • SMS mi istedin, yoksa arama ya da uygulamasında mesaj mı?
    • Bir dakika sonra kodu bir kez daha iste.

    🔁 Hizmet numaraya kullanılmış, geçersiz ya da sanal (VoIP) diyorsa ya da iki kez isteyince de bir şey gelmiyorsa numarayı <b>değiştir</b>.

    Numaranın süresi { $left } doluyor. SMS gelmezse o zamana dek iptal edilir ve para geri gelir; o ana dek bir şey kaybolmaz.
replace-dearer =
    <b>Aynısı artık daha pahalı:</b> { $old } yerine { $new }.

    Henüz bir şey iptal edilmedi. Bu fiyata değiştirilsin mi?
replace-sold-out =
    <b>Aynısı şu an tükendi.</b>

    Henüz bir şey iptal edilmedi: bu numara kalabilir ya da başka yerde bir tane arayabilirsin.
cancel-question =
    <b>Bu numara iptal edilsin mi?</b>

    SMS artık gelmez ve { $price } işletmecinin hesabına geri döner.
report-question =
    <b>Sorun ne?</b>

    Numara hemen iptal edilir, sağlayıcı onaylar onaylamaz para geri gelir. İşletmeci sözlerinle bir not alır, başkaları da böyle numaraların işe yaramadığını görür.
report-question-code =
    <b>Hizmet kodu kabul etmiyor mu?</b>

    Her istek önceki kodları geçersiz kılar, yani yalnızca en yenisi geçer. SMS alan bir numara için sağlayıcı iade yapmaz. İşletmeci bir not alır ve sana yanıt verebilir.
report-used = Hizmet numaranın kullanılmış olduğunu söylüyor
report-no-code = İstendi, kod gelmedi
report-bad-code = Hizmet kodu kabul etmiyor
report-sent =
    🆘 <b>Teşekkürler, not edildi.</b> Hizmet tam olarak ne diyor? Bu mesajı yanıtla (kaydır ya da basılı tut, sonra Yanıtla), sözlerin işletmeciye gider.

    Yazmazsan not iki dakika içinde gider.
report-words-sent = 📨 İşletmeci notunu alıyor. Yanıt buraya gelir.
report-again-words = Notun zaten işletmecide.
report-again = Bu numara zaten bildirildi. Yanıt buraya gelir.
report-many = ✋ Bu, 24 saatte { $max } bildirimden fazla olurdu. SMS gelmeyen numara iptal edilebilir: parası geri gelir.
report-never = Bu artık numaraya uymuyor: kartına bak.
report-head = 🆘 <b>Bir kullanıcı numara bildirdi:</b> { $wrong }.
report-words = <blockquote>{ $words }</blockquote>
report-facts =
    Numara: …{ $end }
    Satın alındı { $bought }, bildirildi { $reported }
report-answer-how = Bir düğmeyle yanıtla ya da bu mesajı bir cümleyle yanıtla: kullanıcıya gider.
report-answered = ✔️ <b>Yanıtlandı.</b> Kullanıcıya bildirildi.
report-answer-sent = ✔️ Yanıtın kullanıcıya gidiyor.
report-accepted = 🛟 <b>İşletmeci baktı: haklısın, bu numara işe yaramıyordu.</b> Bunun için üzgünüz.
report-declined = 🛟 <b>İşletmeci baktı</b> ve numarada bir sorun bulmadı.
report-operator-says = 🛟 <b>İşletmecinin yanıtı:</b> <blockquote>{ $words }</blockquote>

## Numaralarım ve bakiye

numbers =
    <b>Numaralarım</b>

    { $count ->
        [one] Şimdilik bir tane. Açmak için dokun.
       *[other] Şimdilik { $count } tane, önce bekleyenler. Açmak için birine dokun.
    }
numbers-none =
    <b>Numaralarım</b>

    Henüz yok.
numbers-line =
    { $name } · { $price }
    { $when }
numbers-services = <b>Numaralarım</b>: hangi hizmet?
file-caption =
    Hâlâ saklananların hepsi; saatler UTC.

    Gerekmeyince sil: içinde numaralar ve kodlar olabilir.
file-user = Kullanıcı kimliği
file-name = Ad
file-day = Gün (UTC)
file-time = Saat
file-service = Hizmet
file-country = Ülke
file-price = Fiyat
file-currency = Para birimi
file-outcome = Sonuç
file-request = İstek
file-number = Numara
file-codes = Kodlar
file-voucher = Kupon
file-link = Bağlantı
outcome-waiting = bekliyor
outcome-code = kod geldi
outcome-cancelled = iptal edildi, para geri geldi
outcome-unconfirmed = iptal onaylanmadı
outcome-failed = alınmadı
outcome-unknown = henüz bilinmiyor
outcome-lost = ücret alındı, kod yok
forget-question =
    <b>Beni unut</b>

    Botun senden sakladıkları hemen silinir: adın, dilin, hatırlatmaların, sabitlediğin teklifler, numaralar ve kodlar.

    Kalanlar: işletmecinin para kaydındaki kimliğin ve iki gün boyunca alımlarının sınırlara sayılan kısmı. Bu sohbetin mesajlarını sen silersin.
forgotten =
    <b>Bot seni unuttu.</b>

    Artık bu sohbeti silebilirsin. Yeniden yazarsan burada yeni sayılırsın.
forget-live =
    ✋ <b>Hiçbir şey silinmedi: bir numaran henüz bitmedi.</b>

    İptal et ya da bitmesini bekle. İşletmecinin bakması gereken bir numara varsa daha uzun sürebilir.
forget-money =
    ✋ <b>Hiçbir şey silinmedi: cüzdanında para var.</b>

    Önce harca ya da işletmeciden iste.
balance = Bakiye: <b>{ $amount }</b>
balance-hold = Blokede: { $amount }
balance-channels = Açık numaralar: { $active } / { $channels }
balance-rating = Puan: { $rating }
switch-on = 🟢 <b>Satın alma açık.</b>
switch-free = Sohbetteki anahtar açık.
switch-off =
    ⏸ <b>Satın alma durduruldu.</b> Alınan numaralar normal sürüyor.

    Durduran: { $name } · <code>{ $admin }</code>, { $when }.
switch-setting = ⚠️ Ama ayarlarda PURCHASES=off yazıyor: işletmeci değiştirene dek satış yok.
wallet = <b>Cüzdan</b>
wallet-none = Burada henüz bir şey olmadı.
wallet-balance = 👛 Cüzdanında: <b>{ $free }</b>
wallet-balance-held = 👛 Cüzdanında: <b>{ $free }</b>, numaraların için bloke: { $held }
wallet-topup = ➕ { $amount } · yükleme
wallet-refund = ➖ { $amount } · bir yükleme iade edildi
wallet-refund-refused = ➕ { $amount } · bir iade reddedildi, para yeniden burada
wallet-voucher = { $sign } { $amount } · kupon
wallet-voucher-capture = 🎟 { $amount } · kuponun ödedi: { $what }
wallet-allowance = { $sign } { $amount } · ödenek
wallet-hold = ⏳ { $amount } · bloke: { $what }
wallet-release = ↩️ { $amount } · geri geldi: { $what }
wallet-capture = ✅ { $amount } · ödendi: { $what }
wallet-reason = { $sign } { $amount } · işletmeciden: { $reason }
wallet-other = { $sign } { $amount } · işletmeciden
wallet-offer = 👛 Cüzdanında: { $have }
wallet-offer-short = 👛 Cüzdanında: { $have }, bunun için az
wallet-too-little =
    👛 <b>Cüzdanında { $have } var, fiyatı { $price }.</b>

    Hiçbir şey satın alınmadı.
voucher-redeemed = 🎟 Bu kupondaki <b>{ $amount }</b> artık cüzdanında.
voucher-unknown = 🎟 Böyle bir kupon yok. Kodun tam olduğuna bak: <code>ABCDE-FGHJK-LMNPQ-RSTUV</code> gibi görünür.
voucher-used = 🎟 Bu kupon daha önce kullanıldı. Onu sana verene sor.
voucher-expired = 🎟 Bu kuponun süresi doldu. Onu sana verene sor.
voucher-revoked = 🎟 Bu kupon geçersiz kılındı. Onu sana verene sor.
voucher-tries = 🎟 Çok fazla yanlış kod. Bir saat sonra yeniden dene.
voucher-shut-out = Bu botu artık kullanamazsın.
voucher-how-to-redeem =
    🎟 <b>Kupon kullan</b>

    Kodunu göndermen yeter, örneğin <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>. Parası cüzdanına girer.
voucher-wrong = ✋ Kupon oluşturulmadı: bu okunamıyor.
voucher-how-to-make =
    🎟 <b>Kupon oluştur</b>

    <code>/voucher 100</code> bu tutarda bir tane oluşturur, { $days } gün için.
    <code>/voucher 100 20 60</code> yirmi tane oluşturur, 60 gün için.

    Bir seferde en çok { $count } tane ve en çok { $longest } gün.
    Kupon kullanan, bot özel olsa da bu botu kullanabilir.
voucher-made = 🔑 Kodlar yalnızca bu kez gösterilir. Kimde varsa kullanabilir: para gibi gönder.
voucher-made-before = 🎟 Bu kuponlar daha önce oluşturuldu, kodlar yalnızca bir kez gösterilir. Sende yoksa bu grubu geçersiz kıl ve yenisini oluştur.
voucher-file = 🎟 Bu grubun bütün kodları.
voucher-batch =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Kullanılan: { $used } · son gün { $until }
voucher-batch-revoked = ⛔ Geçersiz kılındı
voucher-batch-gone = Böyle bir grup artık yok.
voucher-revoke-question = Kullanılmayanlar geçersiz kılınsın mı? Kullanılmış kodlar öyle kalır.
vouchers = 🎟 <b>Kuponlar</b>
vouchers-none = Henüz yok: <code>/voucher 100 20</code> yirmi tane oluşturur.
voucher-number = 🎟 <b>Bu kupon bir numara için: { $what }</b>, en çok { $most }. { $until } tarihine kadar geçerli ve sana bedava.
voucher-number-taken = 🎟 Bu kuponu kullandın: { $what }. Numara seninkiler arasında.
voucher-no-wallet = 🎟 Para kuponları şu anda burada kullanılamıyor.
voucher-how-to-make-number =
    <b>Bir numara için</b>: <code>/voucher 15 20 60 telegram vietnam</code> yirmi tane oluşturur; her biri o hizmet ve ülkenin en çok 15 tutan bir numarası için, 60 gün.
    Stokta olan bir hizmet ve bir ülke yaz. Kullanan kişi özel bir botu yalnızca bunun için kullanabilir.
voucher-batch-number =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Alınan: { $redeemed } · kullanılan: { $used } · bitiş { $until }
voucher-revoke-question-number = Kullanılmayanlar geçersiz kılınsın mı? Alınmış olsun olmasın, onlarla artık numara alınamaz. Alınan numaralar sürer.
voucher-pays = 🎟 Bunu kuponun ödüyor.
voucher-offer-short = 🎟 Kuponun { $reach } kadar yetiyor, bunu ödemiyor. Kupon sende kalır.
voucher-offer-guest = Bu bot özel: yalnızca kuponla alabilirsin.
voucher-refused = 🎟 Kuponun bunu artık ödemiyor. Hiçbir şey alınmadı. Şu anki teklif:
voucher-card-held = 🎟 Bu belli olana kadar kuponun kullanımda kalır.
voucher-card-free = 🎟 Kuponun daha önce geri verilmişti, bu kod bedava.
voucher-card-back = 🎟 Kuponun harcanmadı.
wallet-card-held = 👛 Belli olana dek cüzdanında { $price } blokede kalır.
wallet-card-back = 👛 { $price } zaten cüzdanına geri döndü.
wallet-card-free = 👛 Para daha önce cüzdanına dönmüştü, yani bu kod ücretsiz.
cancel-question-wallet =
    <b>Bu numara iptal edilsin mi?</b>

    SMS artık gelmez ve { $price } cüzdanına geri döner.
cancel-question-voucher =
    <b>Bu numara iptal edilsin mi?</b>

    SMS artık gelmez, kuponun da harcanmaz.
alert-ledger-wrong = 🔴 <b>Cüzdanların defteri tutmuyor.</b> Bütün hesaplar birlikte { $total }, 0 olmalıydı. Yanlış: { $accounts }. Bak: <code>python -m bot audit --ledger</code>.
alert-provider-price = Sağlayıcının fiyatı: { $price }
reminder-title = { $service } · { $country }
reminder-any = stoğa girer girmez
reminder-at = { $price } ya da altına inince
reminder-question =
    🔔 { $title }

    Şimdi fiyatı <b>{ $price }</b>. Hangi fiyatta haber verilsin?
    Şimdiki fiyatta, yükseldikten ya da tükendikten sonra geri gelince haber verilir.
reminder-set =
    🔔 <b>Haber verilecek: { $when }.</b>

    { $days } gün içinde bir kez, buraya mesajla. Kendiliğinden bir şey satın alınmaz.
reminder-full =
    ✋ <b>{ $max } hatırlatman var, en çok bu kadar olabilir.</b>

    Gerekmeyen birini kaldır.
reminder-in-stock = ✅ <b>Şu an stokta.</b>
reminders =
    <b>🔔 Hatırlatmalar</b>

    Kaldırmak için birine dokun.
reminders-none =
    <b>🔔 Hatırlatmalar</b>

    Henüz yok. Her teklifte kurabilirsin, tükenmiş olanda da.
reminder-line =
    { $title }
    { $when }, bitişi { $ends }
reminder-told =
    🔔 <b>Stokta: { $price }</b>
    { $title }

    Görüldü: { $when }. Çabuk tükenebilir.

## İşletenler için

overview = <b>🛠 Bir bakışta mağaza</b>
overview-no-account = ⚠️ Bakiye yok: sağlayıcı yanıt vermiyor.
overview-now =
    Kod bekleyen: <b>{ $waiting }</b>
    Kullanıcılar: { $users }
overview-day =
    <b>Son 24 saat</b>
    Alınan numaralar: <b>{ $bought }</b>
    Kodlar: <b>{ $codes }</b> · bitenlerin { $share } kadarı
    İade edilen: { $refunded }
    Alınamayan: { $failed }
    Ödenen: <b>{ $spent }</b>, geri gelen: { $back }
overview-trouble = ⚠️ Sonucu bilinmeyen: { $unknown }, iptali onaylanmayan: { $unconfirmed }
share = %{ $percent }
picture-title = Gelen kodlar, { $days ->
        [one] son 24 saat
       *[other] son { $days } gün
    }
picture-best = En iyiler
picture-worst = En kötüler
picture-few = Karar için çok az
picture-note = { $share } · { $codes } / { $ended }
picture-caption = Biten numaralardan kod alanlar. { $few } taneden azı olan hizmetler ayrı durur.
picture-heading = <b>{ $title }</b>
picture-line = { $service }: { $note }
picture-nothing = Bu sürede hiçbir numara bitmedi.
people =
    <b>Kullanıcılar: { $count }</b>

    Birini bulmak için <code>/user</code> ile bir kimlik, @ad ya da ad gönder. Neye izni olduğunu ve bugün ne yaptığını görürsün; erişim verebilir, kaldırabilir ya da bir sınırı yükseltebilirsin.
    Birkaç kimlik, örneğin <code>/user 123 456</code>: hepsine erişim ver ya da hepsininkini kaldır.
people-nobody =
    <b>{ $wanted }</b> adında biri buraya hiç gelmedi.

    Kimlikle herkes bulunur: <code>/user 12345</code>
people-several = <b>{ $wanted }</b> adında birkaç kişi var. Hangisi?
selection =
    { $count ->
        [one] <b>{ $count } kullanıcı</b>
       *[other] <b>{ $count } kullanıcı</b>
    }

    Dokunduğun hepsi için geçerli. Aldıkları sürüyor.
selection-line = { $mark } { $person }
selection-gone = Bu seçim çok eski. Hiçbir şey değişmedi: kimlikleri yeniden gönder.
selection-wrong =
    ✋ <b>Hiçbir şey değişmedi.</b> Bunlara erişim verilemez ya da kaldırılamaz: { $wrong }

    Kullanıcı kimliği değiller ya da yönetici kimliği ya da bir seferde { $max } taneden fazla.
costs =
    <b>💸 { $title }</b> (günler UTC)

    Numaralar: <b>{ $numbers }</b>, kullanıcılar: { $users }
    Maliyet: <b>{ $amount }</b>, iadeler düşülmüş
costs-line = { $person }: <b>{ $amount }</b> · { $count }
costs-none = Kimse bir şey almadı.
person = 👤 <code>{ $id }</code> · { $name }
person-admin = ✅ Yönetici.
person-let-in = ✅ Botu kullanabilir: bir yönetici erişim verdi.
person-shut-out = ⛔ Botu kullanamaz: bir yönetici erişimi kaldırdı. Alınanlar sürüyor.
person-listed = ✅ Botu kullanabilir: ALLOWED_IDS listesinde.
person-public = ✅ Botu kullanabilir: bot herkese açık.
person-stranger = ⛔ Botu kullanamaz: bot özel.
person-guest = 🎟 Yalnızca kupon kullanabilir: bot özel.
person-seen = İlk gelişi { $since }, son görülmesi { $seen }
person-never = Hiç gelmedi.
person-gone = 🚪 Botu engelledi ya da ayrıldı.
person-wallet = 👛 Cüzdan: { $free }, blokede { $held }
grants =
    💰 <b>Para ver ya da geri al</b>

    Ver: <code>/credit { $id } 100 beklettiğimiz için</code>
    Geri al: <code>/debit { $id } 100 iki kez ödendi</code>
    Kullanıcıya bildirilir, sözlerini okur.

    Her ay bu kadar: <code>/budget { $id } 500</code>
    Yalnızca bir kez: <code>/budget { $id } 500 once</code>
    Artık yok: <code>/budget { $id } 0</code>
grants-wrong = ✋ Hiçbir şey yazılmadı: bu okunamıyor. Kimlik, tutar ve credit ya da debit için neden gerekir.
earnings-day = 💹 <b>Son 24 saatin kazancı</b>
earnings-week = 💹 <b>Son 7 günün kazancı</b>
earnings-month = 💹 <b>Son 30 günün kazancı</b>
earnings-sales =
    Satılan numaralar: { $sold }
    Kullanıcıların ödediği: { $captured }
    Sağlayıcının aldığı: { $cost }
    <b>Kâr: { $margin }</b>
earnings-in =
    Yüklenen: { $topped_up }
    İade edilen yüklemeler: { $refunded }
    Kuponlar, verilenler ve ödenekler: { $granted }
earnings-stars =
    ⭐ Alınan Stars: { $received } ({ $worth })
    Şu an iade edilebilir: { $refundable } ({ $refundable_worth })
earnings-owed = 👛 Şu an bütün cüzdanlarda: { $owed }, bunun blokesi: { $held }. Bunu kullanıcılarına borçlusun.
sales-day = 24 saatlik satış
sales-week = 7 günlük satış
sales-month = 30 günlük satış
sales-sold = Satılan numara
sales-captured = Kullanıcı ödedi
sales-cost = Sağlayıcı
sales-margin = Kâr
sales-line = { $when }: { $sold } · { $captured } − { $cost } = { $margin }
sales-caption = UTC saat veya günlerine göre. Çizgi kalandır: kullanıcıların ödediği eksi sağlayıcının aldığı.
sales-nothing = Bu sürede hiçbir şey satılmadı.
ledger-file = 📒 Defter, her kayıt için bir satır.
alert-cover-short = 🟠 <b>Hesap cüzdanları karşılamıyor.</b> Hesapta { $balance } var, kullanıcılar { $owed } harcayabilir. Senin payın bunun içinde, yani biraz daha azı yeter.
grant-done = <code>{ $id }</code> için { $sign } { $amount } yazıldı. Şimdi { $free } var.
grant-told = Kullanıcıya bildirildi.
grant-untold = Mesaj gitmedi; kullanıcı cüzdanında görür.
grant-short = ✋ Hiçbir şey alınmadı: <code>{ $id }</code> için harcanabilir { $free } var.
allowance-set =
    📅 <code>{ $id }</code> her ay <b>{ $amount }</b> alır, şimdi { $free } var.

    Her ay bir kez, başında yazılır; bu ayınki ise şimdi. Değişen tutar gelecek aydan sayılır. Harcanmayan kalır.
allowance-ended = 📅 <code>{ $id }</code> artık aylık almıyor. Elindeki { $free } kalır.
allowances = 📅 <b>Her ay</b>
allowance-line = <code>{ $id }</code>: { $amount }
allowances-none = Kimse aylık bir şey almıyor.
allowances-how = <code>/budget 12345 500</code> ile kur, <code>/budget 12345 0</code> ile bitir.
cap-active = Aynı anda bekleyen
cap-hour = Bir saatte
cap-day = 24 saatte
cap-spending = 24 saatte harcama
cap-unused = Art arda kullanılmayan
cap-line = { $name }: <b>{ $used }</b> / { $most }
cap-own-line = { $name }: <b>{ $used }</b> / { $most } ✏️
cap-question =
    👤 <code>{ $id }</code>
    { $line }

    Bu kullanıcı için en çok ne kadar olsun?
no-limit = sınırsız
announcement-how-to =
    <b>📣 Herkese duyuru</b>

    <code>/notice</code> ve metni tek mesajda gönder; kalın yazı, bağlantı ve benzerleri korunur. Ya da kendi mesajını <code>/notice</code> ile yanıtla.

    Önce nasıl görüneceğini ve kaç kişiye gideceğini görürsün. Erişimi kaldırılan ya da botu engelleyen almaz.
announcement-question =
    👆 <b>Böyle görünecek.</b>

    { $count ->
        [one] { $count } kullanıcıya
       *[other] { $count } kullanıcıya
    } gidecek ve yaklaşık { $minutes } dk sürecek. Kodlar önce gider.
announcement-dropped = Vazgeçildi. Kimseye bir şey gitmedi.
announcement-too-old = Bu duyuru artık yok. Bu dokunuşla kimseye bir şey gitmedi: /notice ile yeniden yaz.
announcement-busy = ✋ <b>Başka bir duyuru hâlâ gönderiliyor.</b> Seninki gönderilmedi: sonra yeniden Gönder düğmesine dokun.
announcement-running = 📣 <b>Duyuru gönderiliyor…</b>
announcement-stopped = ⏸ <b>Duyuru durduruldu.</b> Kaldığı yerden sürebilir.
announcement-done = ✅ <b>Duyuru gönderildi.</b>
announcement-counts =
    Gönderilen: <b>{ $sent }</b>
    Botu engelleyen: { $gone }
    Başarısız: { $failed }
    Kalan: { $left }

## Sınırlar

limit-active =
    ✋ <b>Aynı anda bekleyebileceğin kadar numara bekliyorsun: { $limit }.</b>

    Hiçbir şey satın alınmadı. Bir kod bekle ya da gerekmeyen bir numarayı iptal et.
limit-hour =
    ✋ <b>Bir saatte alabileceğin kadar numara aldın: { $limit }.</b>

    Hiçbir şey satın alınmadı.
limit-day =
    ✋ <b>24 saatte alabileceğin kadar numara aldın: { $limit }.</b>

    Hiçbir şey satın alınmadı.
limit-spending =
    ✋ <b>Bu, 24 saatte harcayabileceğinden fazla: { $limit }.</b>

    Hiçbir şey satın alınmadı.
limit-price =
    ✋ <b>Bu, burada bir numaranın tutabileceğinden pahalı: { $limit }.</b>

    Hiçbir şey satın alınmadı. Başka bir ülke ya da hizmet seç.
limit-unused =
    ✋ <b>Art arda çok fazla numaran kullanılmadı: { $limit }.</b>

    Hiçbir şey satın alınmadı. Sağlayıcı SMS almayan numaralar için mağazayı cezalandırıyor, lütfen ara ver.
limit-all-active =
    ✋ <b>Bütün hatlar dolu.</b> Mağazanın aynı anda açabileceği kadar numarası açık: { $limit }.

    Hiçbir şey satın alınmadı. Birkaç dakika sonra yeniden dene.
limit-all-spending =
    ✋ <b>Mağaza 24 saatte harcayabileceğinin hepsini harcadı.</b>

    Hiçbir şey satın alınmadı.
limit-rating =
    ✋ <b>Numaralarının çok azı kod aldı: %{ $limit } altında.</b>

    Hiçbir şey satın alınmadı. Kod almayan her numara mağazanın sağlayıcıdaki puanını düşürür, puan da şu an düşük. Kimsede kod almayan numaralar sayılmaz.
limit-opens = Yeniden satın alabileceğin zaman: { $when }.

## Ters gidenler

error-not-for-sale =
    { $service } · { $country }

    Şu an <b>tükendi</b>.
error-not-offered =
    { $service } · { $country }

    Bu artık burada sunulmuyor.
nearest = Stokta olan en yakını:
error-nothing-there = Bu artık satılmıyor.
error-quote-gone = O düğme çok eskiydi. Hiçbir şey satın alınmadı.
error-voucher = 🎟 Kuponun şimdiki fiyata yetmiyor. Hiçbir şey iptal edilmedi ya da alınmadı.
error-not-found = Numaraların arasında böyle biri yok. Eskiler bir süre sonra unutulur.
error-shop-closed = Mağaza şimdilik kapalı: işletmecinin önce bir şeyi düzeltmesi gerekiyor.
error-limit = Mağazanın bir sınırına ulaşıldı. Hiçbir şey satın alınmadı.
error-paused =
    ⏸ <b>Satın alma duraklatıldı.</b>

    Hiçbir şey satın alınmadı. Numaraların normal sürüyor. Biraz sonra yine gel.
error-throttled = Şu an çok yoğun. Bir dakika sonra yeniden dene.
error-provider = Sağlayıcı şu an düzgün yanıt vermiyor. Birazdan yeniden dene.
error-storage = Bot şu an veritabanına ulaşamıyor. Birazdan yeniden dene: Satın al düğmesine iki kez dokunmak asla iki kez satın almaz.
error-unexpected = Bizim tarafta bir şey ters gitti. Yeniden deneyebilirsin: Satın al düğmesine iki kez dokunmak asla iki kez satın almaz.
toast-checking = Kod aranıyor…
toast-check-soon = Az önce bakıldı. Birkaç saniye sonra yine bakılacak.
toast-not-waiting = Bu numarada artık beklenen bir şey yok.
toast-old-button = Bu düğme eskiden kalma. İşte menü.
toast-pinned = Sabitlendi: artık menüde.
toast-unpinned = Artık menüde değil.
toast-private-only = Yalnızca özel sohbetlerde çalışırım.
toast-stranger = Üzgünüm, bu bot özel. Kimliğin: { $id }
toast-shut-out = Bu botu artık kullanamazsın.
toast-guest = Buraya kuponla geldin, yalnızca onun numarası için.
toast-too-fast = Çok fazla dokunuş. Biraz bekle.

## İşletmeciye

alert-unknown = ⚠️ <b>Sonucu bilinmeyen bir satın alma.</b> Gönderildi ama net bir yanıt gelmedi. Sağlayıcının istek listesiyle karşılaştır, sonra ne bulduğunu aşağıda söyle: kullanıcıya bildirilir.
evidence-before = Önceki bakiye: <b>{ $before }</b> ({ $seconds } sn önce okundu)
evidence-none = Önceki bakiye: bilinmiyor
evidence-now = Şimdiki bakiye: <b>{ $now }</b>
evidence-expected =
    Ücret alınmadıysa olması gereken: { $free }
    Alındıysa: { $charged }
    Son dakikalardaki başka alımlar ve yüklemeler bunu değiştirebilir.
evidence-not-known = bilinmiyor
alert-not-charged = ✔️ <b>Çözüldü: ücret alınmadı.</b> Kullanıcıya bildirildi.
alert-lost = ✔️ <b>Çözüldü: hesabından ücret alındı.</b> Kullanıcı bunu senin üstlendiğini biliyor.
alert-settled = ✔️ <b>Bu kendiliğinden çözüldü.</b> Yapılacak bir şey kalmadı.
alert-cancel-unconfirmed = ⚠️ <b>Hiç onaylanmayan bir iptal.</b> Numara artık yaşıyor olamaz. Paranın geri gelip gelmediğine sağlayıcıda bak, sonra ne bulduğunu aşağıda söyle: kullanıcıya bildirilir.
alert-returned = ✔️ <b>Çözüldü: para geri geldi.</b> Kullanıcıya bildirildi.
alert-other-number = ⚠️ <b>Sağlayıcı istenenden başka bir şey sattı.</b> İstek { $request }: istenen { $ordered }, satılan { $sold } (ülke ve hizmet kimlikleri). Orada bak.
alert-late-purchase = ⚠️ <b>Bir numaranın ömründen eski bir satın alma bulundu.</b> { $request } isteği satın alınmış ve hiç yazılmamış. Parasının ne olduğuna sağlayıcıda bak.
alert-auditor = 🛟 <b>Kaybolanlar kuyruğa geri kondu: { $count }.</b> Kimse bir şey kaybetmez ama olmamalı: lütfen günlüğü sakla.
alert-clock-step = 🕰 <b>Veritabanının saati { $seconds } sn atladı.</b> Bekleyen numaralar önceki saate göre sürüyor. Sunucunun saatini koruduğundan emin ol (NTP).
alert-unreadable = 🧩 <b>Botun verilerinde okunamayan kayıtlar var: { $count }.</b> Bir kenara kondular, ötekiler sürüyor. Günlük her birini adıyla yazıyor; lütfen bak.
alert-unreadable-answer = 🧩 <b>Sağlayıcının bir yanıtı okunamıyor</b> ({ $call }). Bir şeyi değiştirmiş olabilir; geri kalan her şey sürüyor. <code>{ $shape }</code>
alert-database-down = 🔴 <b>Veritabanı çalışamıyor:</b> { $reason }. O zamana dek satın alınamaz, kodlar bekler.
alert-database-up = 🟢 <b>Veritabanı yeniden çalışıyor.</b>
alert-worker-down = 🔴 <b>Botun işi durdu:</b> { $reason }. Kodlar ve mesajlar bekliyor. Sürerse botu yeniden başlat.
alert-worker-up = 🟢 <b>Botun işi sürüyor.</b>
alert-provider-down = 🔴 <b>Sağlayıcı yanıt vermiyor.</b> O zamana dek satın alma reddedilir; bekleyen numaralara daha seyrek bakılır.
alert-provider-up = 🟢 <b>Sağlayıcı yeniden yanıt veriyor.</b>
alert-account-empty = 🔴 <b>Hesap ödeyemiyor.</b> Bu yüzden bir satın alma reddedildi. Bakiye: { $balance }.
alert-account-low = 🟡 <b>Hesaptaki para azalıyor.</b> Bakiye: { $balance }.
alert-account-fine = 🟢 <b>Hesapta yeniden para var.</b> Bakiye: { $balance }.
alert-rating-low = 🟠 <b>Hesabın sağlayıcıdaki puanı { $rating }</b>, sınır { $mark }. 0 olunca hesap dondurulur. Kod almayan numaralar düşürür, kodlar ve yüklemeler yükseltir.
alert-rating-fine = 🟢 <b>Hesabın puanı yeniden { $mark } üstünde:</b> { $rating }.
alert-rating-falls = 🔴 <b>Hesabın puanı hızla düşüyor.</b> Son bir saatte { $before } idi, şimdi { $rating }. 0 olunca hesap dondurulur: /admin hangi hizmetlerin kod almadığını gösterir ve satın almayı durdurabilir.
alert-balance-short = 🟠 <b>Hesapta defterin söylediğinden az para var.</b> Bakiye: { $balance }, olması gereken { $expected }. Art arda iki okuma çok düşüktü. Bu botun almadığı bir şeyin ücreti alındı ya da teklif edilenden pahalıya: sağlayıcının istek listesiyle karşılaştır.
alert-offer-fails = 🕳 <b>{ $offer }: son { $numbers } numaranın %{ $percent } kadarı kod aldı.</b> Herkeste başarısız; %17 altında numaralar hesaba getirdiklerinden çok puan kaybettirir. Gizlensin mi? Bekleyen numaralar sürer.
offer-hidden = 🙈 <b>30 gün gizlendi: { $offer }.</b> Kimse bulamaz ve alamaz; birkaç kopya çalışıyorsa hepsi iki dakika içinde bilir.
offer-shown = 👁 <b>Yeniden sunuluyor: { $offer }.</b>
alert-wrong-token = 🔴 <b>Sağlayıcı anahtarı artık kabul etmiyor.</b> Satın alınamaz ve kod gelmez. Yenisini SMSMAN_TOKEN ayarına yaz ve botu yeniden başlat.
alert-token-works = 🟢 <b>Sağlayıcı anahtarı yeniden kabul ediyor.</b>
alert-updates-stopped = 🔴 <b>Bota mesaj ve dokunuş ulaşmıyor.</b> Kodlar yine iletiliyor. Nedeni: { $reason }
alert-updates-come = 🟢 <b>Mesajlar ve dokunuşlar bota yeniden ulaşıyor.</b>
alert-ids =
    Kullanıcı: <code>{ $user }</code> · { $name }
    Aktivasyon: <code>{ $activation }</code>
    İstek: <code>{ $request }</code>

## Düğmeler

button-buy-number = 📲 Numara satın al
button-numbers = 🗂 Numaralarım
button-all-numbers = 🗂 Bütün numaralar
button-by-service = 🧩 Hizmete göre
button-file = 📄 Dosya gönder
button-forget = 🗑 Evet, beni unut
button-costs = 💸 Kullanıcı maliyetleri
button-by-day = 📅 Güne göre
button-by-month = 📅 Aya göre
button-file-of-all = 📄 Hepsinin dosyası
button-let-all-in = ✅ Hepsine erişim ver
button-shut-all-out = ⛔ Hepsinin erişimini kaldır
button-tell-me = 🔔 Gelince haber ver
button-tell-me-at = 🔔 Bu fiyatta haber ver
button-reminder-at = 🔔 { $price } ya da altı
button-reminders = 🔔 Hatırlatmalar
button-wallet = 👛 Cüzdan
button-balance = 💰 Bakiye
button-switch = ⏯ Satın alma
button-overview = 🛠 Bir bakışta
button-picture = 📊 En iyi ve en kötü hizmetler
button-picture-days = { $days ->
        [one] 📊 24 saat
       *[other] 📊 { $days } gün
    }
button-people = 👥 Kullanıcılar
button-grants = 💰 Para ver ya da al
button-allowances = 📅 Ödenekler
button-the-user = 👤 Kullanıcı
button-earnings = 💹 Kazanç
button-earnings-day = 24 saat
button-earnings-week = 7 gün
button-earnings-month = 30 gün
button-sales-picture = 📊 Resim olarak
button-ledger = 📒 Defteri gönder
button-vouchers = 🎟 Kuponlar
button-batch = 🎟 { $id } · { $amount } × { $count }
button-revoke = ⛔ Geçersiz kıl
button-announcement = 📣 Herkese duyuru
button-send = { $count ->
        [one] 📣 { $count } kullanıcıya gönder
       *[other] 📣 { $count } kullanıcıya gönder
    }
button-drop = 🗑 Vazgeç
button-announcement-stop = ⏸ Duyuruyu durdur
button-announcement-on = ▶️ Sürdür
button-hide-offer = 🙈 Gizle
button-offer-again = 👁 Yeniden sun
button-person = 👤 Kullanıcı
button-let-in = ✅ Erişim ver
button-shut-out = ⛔ Erişimi kaldır
button-by-settings = ↩️ Ayarlardaki gibi
button-no-limit = Sınırsız
button-as-set = ↩️ Ayarlardaki gibi: { $size }
button-back = ‹ Geri
button-stop = ⏸ Alımı durdur
button-go = ▶️ Alımı sürdür
button-language = 🌐 Dil
button-help = ❓ Yardım
button-menu = ☰ Menü
button-countries-first = 🌍 Ülkeye göre
button-services-first = 🧩 Hizmete göre
button-other-country = 🌍 Başka ülke
button-other-service = 🧩 Başka hizmet
button-all-services = 🧩 Bütün hizmetler
button-all-countries = 🌍 Bütün ülkeler
button-buy = ✅ Satın al: { $price }
button-buy-voucher = 🎟 Kuponla al
button-pin = ☆ Menüye sabitle
button-unpin = ★ Menüde
button-share = ↗️ Paylaş
button-open-bot = Botu aç
button-agree = ✅ Kabul ediyorum
button-see-offer = Teklife bak
button-check = 🔎 Şimdi bak
button-cancel = ✖️ İptal et
button-cancel-yes = Evet, iptal et
button-only-cancel = ✖️ Yalnız iptal
button-replace = 🔁 Değiştir
button-replace-then = 🔁 Sonra aynısını al
button-replace-for = 🔁 Değiştir: { $price }
button-wrong = 🆘 Bir sorun var
button-used = 📵 Zaten kullanılmış
button-asked-twice = 🔕 İki kez istedim, kod yok
button-bad-code = 🔢 Kod geçmiyor
button-without-words = 📨 Sözsüz gönder
button-report-right = 👍 Haklısın
button-report-fine = 👎 Sorun bulunmadı
button-no-code = ❓ Kod yok mu?
button-keep = Kalsın
button-not-charged = Ücret alınmadı
button-charged = Ücret alındı
button-returned = Para geri geldi
button-kept = Gelmedi
button-done = ✅ Başka SMS gerekmez
button-copy-sms = SMS’in tamamını kopyala
button-further = 📩 Bir SMS daha
button-another = ➕ Başka numara
button-same-again = 🔁 Aynısını al
button-try-again = 🔄 Yeniden dene
button-refresh = 🔄 Yenile

## check komutunun ilk yöneticiye gönderdiği

trial = Bu, <b>check</b> komutunun denemesi: kartlar böyle görünür.
trial-copy = Kopyala
topup =
    ⭐ <b>Telegram Yıldızları ile yükle</b>

    Cüzdanında: <b>{ $balance }</b>
    Bir Yıldız { $worth } eder.

    Bir tutar seç ya da başka birini yaz, örneğin <code>/topup 75</code>

    <b>Ödeme geçmiyor mu?</b> Yıldızların yetmiyor olabilir. Telegram onları hemen orada ve ayarlarda “Yıldızlarım” altında satar.
topup-ask = Bu bot Yıldız almıyor. Cüzdanına para için sor: { $contact }
topup-none = Bu bot Yıldız almıyor. İşletmecisi cüzdanına para koyabilir.
topup-voucher = 🎟 Kuponun mu var? Kodunu buraya göndermen yeter.
button-topups-of = ⭐ Yüklemeler
button-topup = ⭐ Yükle
button-topups = Yüklemelerim
button-pack = { $stars } ⭐ · { $amount }
button-take-back = ↩️ { $stars } ⭐ ({ $amount })
button-refund = ↩️ { $stars } ⭐ iade et
invoice-title = Cüzdan yüklemesi
invoice =
    { $stars ->
        [one] { $stars } Yıldız
       *[other] { $stars } Yıldız
    } bu bottaki cüzdanında { $amount } olur.
topup-paid =
    ✅ <b>{ $amount } geldi</b>, { $stars } ⭐ karşılığında.

    Cüzdanında şimdi { $balance } var.
topup-refunded =
    ↩️ <b>{ $stars } ⭐ sana geri döndü.</b>

    Cüzdanından { $amount } çıktı, şimdi { $balance } var.
topup-refused =
    ⚠️ <b>Telegram { $stars } ⭐ iadesini yapmadı.</b>

    { $amount } yeniden cüzdanında, şimdi { $balance } var. Bunu sor: /paysupport
topups = <b>Yüklemelerin</b>
topups-take-back = Harcamadığını geri almak için aşağıda ona dokun.
topups-none = Henüz Yıldız ile ödeme yapmadın.
topups-of = <b><code>{ $user }</code> kullanıcısının yüklemeleri</b>
topups-of-none = <code>{ $user }</code> kullanıcısı Yıldız ile ödeme yapmadı.
topup-line-paid = { $day } · { $stars } ⭐ · { $amount }
topup-line-refunding = { $day } · { $stars } ⭐ · { $amount } · ⏳ geri dönüyor
topup-line-refunded = { $day } · { $stars } ⭐ · { $amount } · ↩️ iade edildi
refund-question =
    <b>{ $stars } ⭐ iade edilsin mi?</b>

    Cüzdandan { $amount } çıkar ve Telegram Yıldızları geri verir. Bir ödeme ya bütünüyle geri döner ya da hiç.
refund-question-spent =
    <b>Bir kısmı harcanmış olsa da { $stars } ⭐ iade edilsin mi?</b>

    { $amount } getirmişti, cüzdanda { $left } var. Sıfırın altına iner ve kapanana dek kullanıcısı bir şey alamaz.
refund-spent =
    <b>Bu ödeme şimdi geri dönemez.</b>

    { $amount } getirmişti, cüzdanında { $left } var. Bir ödeme ya bütünüyle geri döner ya da hiç.
refund-begun =
    ⏳ <b>{ $stars } ⭐ geri dönüyor.</b>

    Cüzdandan { $amount } çıktı. Ulaşınca burada haber verilir.
refund-again = Bu ödeme zaten geri döndü ya da yolda.
refund-late = Bu ödemeyi kendin geri alabileceğin süre geçti. Sor: /paysupport
paysupport =
    <b>Bir ödemeyle ilgili sorun mu var?</b>

    { $contact } adresine yaz; ne zaman ve kaç Yıldız ödediğini söyle.

    Telegram desteği bu bota yapılan ödemelerde yardım edemez.
paysupport-nobody = Bu botun işletmecisi ödemeler için sorulacak kimseyi belirtmedi.
checkout-paused = Satın alma duraklatıldı, bu yüzden şu an Yıldız alınmıyor. Ödeme yapmadın.
checkout-shut-out = Bu botu artık kullanamazsın. Ödeme yapmadın.
checkout-not-ours = Bu fatura çok eski. /topup ile yenisini yap. Ödeme yapmadın.
checkout-other-user = Bu fatura başkası için. /topup ile kendininkini yap. Ödeme yapmadın.
checkout-storage = Şu an ödeme alınamıyor. Yeniden dene. Ödeme yapmadın.
error-no-such-amount = 1 ile 10.000 Yıldız arasında seç, örneğin <code>/topup 75</code>
error-no-such-topup = Böyle bir ödemen yok.
alert-payment-without-invoice = ⭐ <code>{ $user }</code> kullanıcısı, artık unutulmuş bir faturayla { $stars } ⭐ ödedi. Bugünkü STAR_RATE ile yazıldı.
alert-refunded-elsewhere = ⭐ Telegram, bu bot yapmadan <code>{ $user }</code> kullanıcısına { $stars } ⭐ iade etti. Cüzdanından düşüldü, sıfırın altında olabilir.
alert-refund-refused = ⭐ Telegram <code>{ $user }</code> kullanıcısına { $stars } ⭐ iade etmiyor: { $reason }. Para yeniden cüzdanında ve kullanıcı biliyor.
alert-refund-stuck = ⭐ Bir Yıldız iadesi bir saatten uzun süredir yanıtsız: { $reason }. Denenmeye devam ediliyor.
alert-strange-stars = ⭐ Bu botun yüklemesi olmayan Yıldız işlemleri: { $count }, toplam { $stars } ⭐. Bunlar için bir şey yazılmadı.
alert-stars-unreadable = ⭐ Okunamayan Yıldız işlemleri: { $count }. Cüzdanlarda eksik ödeme olabilir: geliştiricilere haber ver.
command-topup = Yıldız ile yükle
command-paysupport = Ödemeyle ilgili sorular
