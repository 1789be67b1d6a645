# Teks bot dalam bahasa Indonesia. HTML hanya ada di pesan; tombol, notifikasi singkat, dan perintah adalah teks biasa.

## Yang ditampilkan Telegram tentang bot ini

about =
    Nomor telepon untuk satu SMS. Pilih negara dan layanan, lalu dapatkan nomornya. Kodenya muncul langsung di chat ini.

    SMS tidak masuk? Batalkan, dan uangnya kembali.
about-short = Nomor telepon untuk satu SMS: pilih negara dan layanan, kodenya muncul di chat.
command-start = Menu utama
command-buy = Beli nomor
command-numbers = Nomor saya
command-wallet = Dompet: saldo dan riwayat
command-redeem = Tukar voucer: /redeem kode
command-language = Bahasa
command-help = Bantuan
command-forget = Lupakan saya
command-terms = Ketentuan
command-admin = Sekilas tentang toko
command-user = Cari pengguna: /user dan id atau nama
command-notice = Pemberitahuan untuk semua: /notice teks
command-balance = Saldo akun
command-credit = Beri uang: /credit id jumlah alasan
command-debit = Ambil uang: /debit id jumlah alasan
command-budget = Jatah: /budget id jumlah per bulan
command-voucher = Buat voucer: /voucher jumlah banyak hari
command-vouchers = Voucer dan yang sudah dipakai
command-stop = Hentikan pembelian
command-go = Lanjutkan pembelian

## Halaman

menu =
    <b>Nomor telepon untuk satu SMS</b>

    Pilih layanan dan negara. Kodenya muncul langsung di sini.
    Kamu juga bisa langsung mengetik nama, misalnya <i>Telegram</i> atau <i>Vietnam</i>.
help =
    <b>Cara kerjanya</b>

    1. Pilih layanan dan negara, lalu ketuk Beli.
    2. Masukkan nomornya di halaman layanan. Ketuk untuk menyalinnya.
    3. Kodenya datang ke sini sendiri sebagai pesan baru.

    <b>SMS tidak masuk?</b> Batalkan, dan uangnya kembali. Kalau dibiarkan, nomor dibatalkan saat waktunya habis.

    <b>Layanan menolak nomornya?</b> Ketuk Ganti untuk nomor lain, atau pilih negara lain.

    Satu nomor menerima kode satu layanan, dan hanya selama beberapa menit. Jangan pakai di tempat yang mungkin kamu butuhkan lagi nanti.
language = <b>Pilih bahasamu</b>
language-name = Bahasa Indonesia
language-chosen = ✓ Bahasa Indonesia
hint = Aku mengerti tombol dan nama. Ketik layanan atau negara, misalnya <i>WhatsApp</i> atau <i>Polandia</i>.
stranger =
    Maaf, bot ini bersifat pribadi.

    Kalau kamu kenal pengelolanya, kirim id ini dan minta akses: <code>{ $id }</code>
shut-out = Kamu tidak bisa lagi memakai bot ini. Yang sudah dibeli tetap berjalan, dan kodenya tetap datang.
guest = 🎟 <b>Kamu di sini dengan voucer.</b> Bot ini privat: kamu bisa memakai voucermu dan melihat milikmu.
private-only = Aku hanya bekerja di chat pribadi. Buka chat denganku, kita lanjutkan di sana.
terms =
    <b>Ketentuan</b>

    { $terms }
terms-question =
    <b>Sebelum membeli, baca dulu ketentuannya:</b>

    { $terms }

## Daftar

services =
    <b>Nomornya untuk layanan apa?</b>

    Pilih satu, atau langsung ketik namanya.
services-of = <b>{ $country }</b>: nomornya untuk layanan apa?
countries =
    <b>Nomornya dari negara mana?</b>

    Pilih satu, atau langsung ketik namanya.
countries-of = <b>{ $service }</b>: nomornya dari negara mana?
nothing-for-sale = Di sini sedang kosong. Coba lihat yang lain, atau kembali lagi nanti.
found = Hasil untuk <b>{ $query }</b>:
nothing-found =
    Tidak ada hasil untuk <b>{ $query }</b>.

    Coba ejaan lain, atau lihat daftarnya.
entry = { $name } · { $price } · sisa { $stock }
entry-from = { $name } · mulai { $price } · sisa { $stock }
entry-known = { $name } · { $price } · sisa { $stock } · ✉️ { $share }%
entry-pair = { $name } · { $price }
entry-sold-out = { $name } · habis
entry-gone = { $name } · tidak ditawarkan
inline-entry = { $price } · sisa { $stock }
inline-offer =
    { $pair }

    Nomor telepon untuk satu SMS.
inline-nothing = Tidak ada hasil. Buka bot
entry-count = { $name } · { $count }
any-other = Layanan lain
legend-cheapest = { $mark } harga terendah
legend-best = { $mark } pilihan terbaik: dari harga dan bagian nomor yang mendapat kode (✉️)
count-thousands = { $number } rb
count-millions = { $number } jt

## Penawaran

offer =
    { $service }
    { $country }

    Harga: <b>{ $price }</b>
    Tersedia: { $stock }{ $figures }

    Nomor ini untuk satu SMS. Kalau tidak masuk, batalkan, dan uangnya kembali.
offer-again = Tombol tadi sudah terlalu lama, dan tidak ada yang dibeli. Ini penawarannya sekarang:
figures-seconds =
    📈 Mendapat kode: { $share }%, biasanya dalam { $count ->
       *[other] { $count } detik
    }
figures-minutes =
    📈 Mendapat kode: { $share }%, biasanya dalam { $count ->
       *[other] { $count } menit
    }
figures-none = 📉 Belakangan ini tidak ada nomor yang mendapat kode di sini

## Kartu

card-title = { $service } · { $country } · { $price }
number = 📞 <code>{ $number }</code>
number-national = tanpa { $prefix }: <code>{ $number }</code>
code-line = 🔑 Kode: <code>{ $code }</code>
code-sms = ✉️ SMS: <blockquote>{ $text }</blockquote>
code-earlier = Sebelumnya: <code>{ $code }</code>
clock = pukul { $time } UTC
card-buying =
    ⏳ <b>Membeli nomor…</b>

    Ini makan waktu beberapa detik. Kamu tidak perlu melakukan apa-apa.
card-waiting =
    ⏳ <b>Menunggu SMS.</b> Kodenya akan muncul di sini sendiri.

    Nomor ini habis masa berlakunya { $left }.
card-waiting-long =
    ⏳ <b>Masih menunggu SMS.</b> Di sini biasanya masuk dalam { $usual }: <b>Tidak ada kode?</b> menunjukkan apa yang perlu dicek.

    Nomor ini habis masa berlakunya { $left }.
usual-seconds =
    { $count ->
       *[other] { $count } detik
    }
usual-minutes =
    { $count ->
       *[other] { $count } menit
    }
card-cancelling =
    ⏳ <b>Membatalkan…</b>

    Penyedia harus mengonfirmasinya, bisa beberapa menit. Hasilnya akan terlihat di sini.
card-replacing =
    🔁 <b>Mengganti…</b> Penyedia harus mengonfirmasi pembatalan dulu. Lalu yang sama dibeli lagi, paling mahal { $price }.

    Kalau SMS-nya masuk sementara itu, kamu dapat kodenya dan tidak ada yang dibeli.
card-cancel-refused = Penyedia belum menerima pembatalan: banyak yang belum mau di menit-menit pertama. Akan dikirim lagi sendiri sampai diterima.
card-cancel-from = Penyedia belum menerima pembatalan nomor sebaru ini. Akan dikirim lagi sendiri { $when }.
card-replaced = 🔁 <b>Nomor berikutnya</b> ada di pesan tersendiri di bawah.
card-replace-code = 🔁 Tidak ada nomor lain yang dibeli: kodenya datang sebelum pembatalan.
card-replace-unconfirmed = 🔁 Tidak ada nomor lain yang dibeli: pembatalan harus dikonfirmasi dulu.
card-replace-late = 🔁 Tidak ada nomor lain yang dibeli: penyedia terlalu lama mengonfirmasi pembatalan.
card-replace-restart = 🔁 Tidak ada nomor lain yang dibeli: toko dijalankan ulang sementara itu.
card-replace-paused = 🔁 Tidak ada nomor lain yang dibeli: pembelian dihentikan sementara itu.
card-replace-short = 🔁 Tidak ada nomor lain yang dibeli: uang di dompetmu kurang.
card-replace-voucher = 🔁 Nomor lain tidak dibeli: voucermu tidak lagi membayarnya.
card-expiring =
    ⏳ <b>Waktunya habis.</b>

    Nomor ini sedang dibatalkan. Hasilnya akan terlihat di sini.
card-code = ✉️ <b>Kodenya sudah masuk.</b>
card-readying =
    ⏳ <b>Meminta satu SMS lagi dari penyedia…</b>

    Minta kode baru ke layanan hanya setelah nomornya siap: akan terlihat di sini.
card-further =
    ⏳ <b>Menunggu satu SMS lagi.</b> Kodenya akan muncul di sini sendiri.

    Nomor ini habis masa berlakunya { $left }.
card-no-further = ✉️ <b>Kodenya sudah masuk.</b> Penyedia tidak memberi SMS lagi untuk nomor ini.
card-moved = 👇 <b>Nomor ini ada di pesan yang lebih baru.</b>
card-done = ✅ <b>Selesai.</b>
card-cancelled = ↩️ <b>Dibatalkan.</b> Uangnya kembali: { $price }.
card-expired = ⌛ <b>Tidak ada SMS yang masuk tepat waktu.</b> Uangnya kembali: { $price }.
card-cancelled-voucher = ↩️ <b>Dibatalkan.</b> Voucermu belum terpakai.
card-expired-voucher = ⌛ <b>Tidak ada SMS yang datang.</b> Voucermu belum terpakai.
card-ended-by-provider =
    ⚠️ <b>Penyedia bilang nomor ini sudah berakhir.</b> Belum ada konfirmasi bahwa uangnya kembali.

    Kalau kodenya masih datang, akan tampil di sini. Kalau tidak, operator akan memeriksanya.
card-cancelled-checked = ↩️ <b>Dibatalkan.</b> Operator sudah memeriksanya: uangnya kembali, { $price }.
card-not-returned =
    ✖️ <b>Kode tidak masuk, dan penyedia menahan uangnya.</b>

    Kerugiannya ditanggung operator, bukan kamu. Silakan coba lagi.
card-cancel-unconfirmed =
    ⚠️ <b>Penyedia belum mengonfirmasi pembatalan.</b>

    Belum diketahui apakah uangnya kembali. Kalau kodenya masih datang, akan tampil di sini; kalau tidak, operator akan memeriksanya.
card-failed = ✖️ <b>Tidak ada nomor yang dibeli.</b> Tidak ada biaya.
card-price-changed =
    ✖️ <b>Harganya berubah</b>: tadinya { $old }, sekarang { $new }.

    Tidak ada nomor yang dibeli, dan tidak ada biaya.
card-price-refused =
    ✖️ <b>Harganya naik sementara itu.</b> Penyedia tidak lagi menjual dengan harga tadi.

    Tidak ada nomor yang dibeli, dan tidak ada biaya.
card-paused =
    ✋ <b>Pembelian baru saja dihentikan.</b> Yang ini tidak jadi dikirim.

    Tidak ada biaya. Coba lagi nanti.
card-given-back =
    ✖️ <b>Penyedia menjual nomor yang tidak terbaca.</b> Nomornya sudah diterima kembali.

    Uangnya ikut kembali. Silakan coba lagi.
card-out-of-stock =
    ✖️ <b>Habis.</b> Nomor seperti ini sedang tidak ada.

    Tidak ada biaya. Coba lagi, atau pilih negara lain.
card-account-empty =
    ✖️ <b>Toko sedang tidak bisa membeli.</b> Operator perlu mengisi saldo akunnya.

    Tidak ada biaya.
card-throttled =
    ✖️ <b>Terlalu banyak pembelian sekaligus.</b>

    Tidak ada biaya. Coba lagi dalam satu menit.
card-provider-down =
    ✖️ <b>Penyedia tidak bisa dihubungi.</b>

    Tidak ada biaya. Coba lagi dalam beberapa menit.
card-refused =
    ✖️ <b>Penyedia menolak menjual nomor ini.</b>

    Tidak ada biaya. Coba lagi, atau pilih negara lain.
card-stale =
    ✖️ <b>Pembelian tertahan terlalu lama dan tidak dikirim.</b>

    Tidak ada biaya. Silakan coba lagi.
card-unknown =
    ❔ <b>Belum diketahui apakah nomornya terbeli.</b> Penyedia tidak menjawab.

    Operator sudah diberi tahu dan akan mencocokkannya dengan akun; hasilnya akan ada di pesan ini. Pembelian ini tidak
    pernah dikirim ulang, jadi tidak bisa ditagih dua kali.
    Kamu boleh mencoba yang baru.
card-not-charged =
    ✖️ <b>Tidak ada nomor yang dibeli.</b> Sudah diperiksa: tidak ada biaya.

    Silakan coba lagi.
card-lost =
    ✖️ <b>Nomornya hilang di jalan.</b> Penyedia menagihnya, tetapi tidak pernah memberi tahu nomornya.

    Kerugiannya ditanggung operator, bukan kamu. Silakan coba lagi.
waiting-help =
    <b>Belum ada kode?</b> Di sini biasanya masuk dalam { $usual }.

    • Apakah layanan punya persis nomor ini, dengan negara yang benar?
    • Apakah kamu minta SMS, bukan panggilan atau pesan di aplikasinya?
    • Setelah satu menit, minta kodenya sekali lagi.

    🔁 <b>Ganti</b> nomornya kalau layanan bilang sudah terpakai, tidak valid, atau virtual (VoIP), atau kalau tidak ada yang masuk setelah dua kali minta.

    Nomor ini habis masa berlakunya { $left }. Tanpa SMS, nomor dibatalkan sebelum itu dan uangnya kembali, jadi sampai saat itu tidak ada yang hilang.
replace-dearer =
    <b>Yang sama sekarang lebih mahal:</b> { $new }, tadinya { $old }.

    Belum ada yang dibatalkan. Ganti dengan harga ini?
replace-sold-out =
    <b>Yang sama sedang habis.</b>

    Belum ada yang dibatalkan: kamu bisa menyimpan nomor ini atau mencari di tempat lain.
cancel-question =
    <b>Batalkan nomor ini?</b>

    SMS-nya tidak akan datang lagi, dan { $price } kembali ke akun operator.
report-question =
    <b>Apa yang tidak beres?</b>

    Nomornya langsung dibatalkan, dan uangnya kembali begitu penyedia mengonfirmasi. Operator menerima catatan dengan kata-katamu, dan pengguna lain melihat bahwa nomor seperti ini gagal.
report-question-code =
    <b>Layanan tidak menerima kodenya?</b>

    Setiap permintaan membatalkan kode sebelumnya, jadi hanya yang terbaru yang berlaku. Penyedia tidak mengembalikan apa pun untuk nomor yang SMS-nya masuk. Operator menerima catatan dan bisa menjawabmu.
report-used = Layanan bilang nomornya sudah terpakai
report-no-code = Sudah diminta, kode tidak masuk
report-bad-code = Layanan tidak menerima kodenya
report-sent =
    🆘 <b>Terima kasih, sudah dicatat.</b> Apa persisnya kata layanan itu? Balas pesan ini (geser atau tekan lama, lalu Balas), dan kata-katamu sampai ke operator.

    Tanpa itu, catatan dikirim dalam dua menit.
report-words-sent = 📨 Operator menerima catatanmu. Jawabannya datang ke sini.
report-again-words = Operator sudah punya catatanmu.
report-again = Nomor ini sudah dilaporkan. Jawabannya datang ke sini.
report-many = ✋ Ini akan lebih dari { $max } laporan dalam 24 jam. Nomor tanpa SMS bisa langsung dibatalkan: uangnya kembali.
report-never = Ini tidak cocok lagi dengan nomornya: lihat kartunya.
report-head = 🆘 <b>Pengguna melaporkan nomor:</b> { $wrong }.
report-words = <blockquote>{ $words }</blockquote>
report-facts =
    Nomor: …{ $end }
    Dibeli { $bought }, dilaporkan { $reported }
report-answer-how = Jawab dengan tombol, atau balas pesan ini dengan satu kalimat: pengguna menerimanya.
report-answered = ✔️ <b>Dijawab.</b> Pengguna sudah diberi tahu.
report-answer-sent = ✔️ Pengguna menerima jawabanmu.
report-accepted = 🛟 <b>Operator sudah memeriksanya: kamu benar, nomor ini tidak berguna.</b> Maaf soal itu.
report-declined = 🛟 <b>Operator sudah memeriksanya</b> dan tidak menemukan masalah pada nomornya.
report-operator-says = 🛟 <b>Operator menjawab:</b> <blockquote>{ $words }</blockquote>

## Nomor saya dan saldo

numbers =
    <b>Nomor saya</b>

    { $count ->
       *[other] Sejauh ini { $count }, yang menunggu lebih dulu. Ketuk satu untuk membukanya.
    }
numbers-none =
    <b>Nomor saya</b>

    Belum ada.
numbers-line =
    { $name } · { $price }
    { $when }
numbers-services = <b>Nomor saya</b>: layanan apa?
file-caption =
    Semua yang masih tersimpan; waktunya UTC.

    Hapus kalau sudah tidak perlu: bisa berisi nomor dan kode.
file-user = Id pengguna
file-name = Nama
file-day = Hari (UTC)
file-time = Waktu
file-service = Layanan
file-country = Negara
file-price = Harga
file-currency = Mata uang
file-outcome = Hasil
file-request = Permintaan
file-number = Nomor
file-codes = Kode
file-voucher = Voucer
file-link = Tautan
outcome-waiting = menunggu
outcome-code = kode masuk
outcome-cancelled = dibatalkan, uang kembali
outcome-unconfirmed = pembatalan belum dikonfirmasi
outcome-failed = tidak terbeli
outcome-unknown = belum diketahui
outcome-lost = ditagih, tanpa kode
forget-question =
    <b>Lupakan saya</b>

    Yang disimpan bot tentang kamu langsung dihapus: nama, bahasa, pengingat, penawaran tersemat, nomor, dan kode.

    Yang tetap: id kamu di catatan uang operator, dan selama dua hari hitungan pembelianmu untuk batas. Pesan di chat ini kamu hapus sendiri.
forgotten =
    <b>Bot sudah melupakanmu.</b>

    Sekarang kamu bisa menghapus chat ini. Kalau menulis lagi, kamu jadi pengguna baru.
forget-live =
    ✋ <b>Tidak ada yang dihapus: salah satu nomormu belum selesai.</b>

    Batalkan, atau tunggu sampai selesai. Kalau operator masih harus memeriksanya, bisa lebih lama.
forget-money =
    ✋ <b>Tidak ada yang dihapus: masih ada uang di dompetmu.</b>

    Pakai dulu, atau minta ke operator.
balance = Saldo: <b>{ $amount }</b>
balance-hold = Ditahan: { $amount }
balance-channels = Nomor terbuka: { $active } dari { $channels }
balance-rating = Peringkat: { $rating }
switch-on = 🟢 <b>Pembelian aktif.</b>
switch-free = Sakelar di chat menyala.
switch-off =
    ⏸ <b>Pembelian dihentikan.</b> Nomor yang sudah dibeli tetap berjalan.

    Oleh { $name } · <code>{ $admin }</code>, { $when }.
switch-setting = ⚠️ Tetapi di pengaturan ada PURCHASES=off: tidak ada yang dijual sampai operator mengubahnya.
wallet = <b>Dompet</b>
wallet-none = Belum ada apa-apa di sini.
wallet-balance = 👛 Di dompetmu: <b>{ $free }</b>
wallet-balance-held = 👛 Di dompetmu: <b>{ $free }</b>, dan { $held } ditahan untuk nomormu
wallet-topup = ➕ { $amount } · isi saldo
wallet-refund = ➖ { $amount } · isi saldo dikembalikan
wallet-refund-refused = ➕ { $amount } · pengembalian ditolak, uangnya ada lagi di sini
wallet-voucher = { $sign } { $amount } · voucer
wallet-voucher-capture = 🎟 { $amount } · dibayar voucermu: { $what }
wallet-allowance = { $sign } { $amount } · jatah
wallet-hold = ⏳ { $amount } · ditahan untuk { $what }
wallet-release = ↩️ { $amount } · kembali dari { $what }
wallet-capture = ✅ { $amount } · dibayar untuk { $what }
wallet-reason = { $sign } { $amount } · oleh operator: { $reason }
wallet-other = { $sign } { $amount } · oleh operator
wallet-offer = 👛 Di dompetmu: { $have }
wallet-offer-short = 👛 Di dompetmu: { $have }, tidak cukup
wallet-too-little =
    👛 <b>Kamu punya { $have }, harganya { $price }.</b>

    Tidak ada yang dibeli.
voucher-redeemed = 🎟 <b>{ $amount }</b> dari voucer ini sudah ada di dompetmu.
voucher-unknown = 🎟 Voucer itu tidak ada. Periksa apakah kodenya utuh: bentuknya seperti <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>.
voucher-used = 🎟 Voucer ini sudah ditukar. Tanyakan kepada yang memberikannya.
voucher-expired = 🎟 Voucer ini sudah kedaluwarsa. Tanyakan kepada yang memberikannya.
voucher-revoked = 🎟 Voucer ini sudah dibatalkan. Tanyakan kepada yang memberikannya.
voucher-tries = 🎟 Terlalu banyak kode salah. Coba lagi dalam satu jam.
voucher-shut-out = Kamu tidak bisa lagi memakai bot ini.
voucher-how-to-redeem =
    🎟 <b>Tukar voucer</b>

    Kirim saja kodenya, misalnya <code>ABCDE-FGHJK-LMNPQ-RSTUV</code>. Uangnya masuk ke dompetmu.
voucher-wrong = ✋ Tidak ada voucer yang dibuat: tidak terbaca.
voucher-how-to-make =
    🎟 <b>Buat voucer</b>

    <code>/voucher 100</code> membuat satu senilai itu, untuk { $days } hari.
    <code>/voucher 100 20 60</code> membuat dua puluh, untuk 60 hari.

    Paling banyak { $count } sekaligus dan { $longest } hari.
    Yang menukarnya boleh memakai bot ini, meski bot ini pribadi.
voucher-made = 🔑 Kodenya hanya ditampilkan sekali ini. Siapa pun yang punya bisa menukarnya: kirimkan seperti uang.
voucher-made-before = 🎟 Voucer ini sudah dibuat, dan kodenya hanya ditampilkan sekali. Kalau kamu tidak punya, batalkan kumpulan ini dan buat yang lain.
voucher-file = 🎟 Semua kode dari kumpulan ini.
voucher-batch =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Terpakai: { $used } · sampai { $until }
voucher-batch-revoked = ⛔ Dibatalkan
voucher-batch-gone = Kumpulan itu sudah tidak ada.
voucher-revoke-question = Batalkan yang belum dipakai? Kode yang sudah ditukar tetap tertukar.
vouchers = 🎟 <b>Voucer</b>
vouchers-none = Belum ada: <code>/voucher 100 20</code> membuat dua puluh.
voucher-number = 🎟 <b>Voucer ini untuk satu nomor: { $what }</b>, hingga { $most }. Berlaku sampai { $until }, dan kamu tidak membayar apa pun.
voucher-number-taken = 🎟 Voucer ini sudah kamu pakai: { $what }. Nomornya ada di antara milikmu.
voucher-no-wallet = 🎟 Voucer uang sedang tidak bisa ditukar di sini.
voucher-how-to-make-number =
    <b>Untuk satu nomor</b>: <code>/voucher 15 20 60 telegram vietnam</code> membuat dua puluh, masing-masing untuk satu nomor layanan dan negara itu seharga paling banyak 15, selama 60 hari.
    Sebut satu layanan dan satu negara yang tersedia. Penukarnya boleh memakai bot privat hanya untuk itu.
voucher-batch-number =
    🎟 <b>{ $amount } × { $count }</b> · { $id }
    Ditukar: { $redeemed } · dipakai: { $used } · sampai { $until }
voucher-revoke-question-number = Cabut yang belum dipakai? Nomor tidak bisa lagi dibeli dengannya, sudah ditukar atau belum. Nomor yang sudah dibeli tetap berjalan.
voucher-pays = 🎟 Dibayar oleh voucermu.
voucher-offer-short = 🎟 Voucermu mencapai { $reach }, jadi tidak membayar ini. Voucer tetap milikmu.
voucher-offer-guest = Bot ini privat: kamu hanya bisa membeli dengan voucer.
voucher-refused = 🎟 Voucermu tidak lagi membayar ini. Tidak ada yang dibeli. Ini penawaran saat ini:
voucher-card-held = 🎟 Sampai itu jelas, voucermu tetap terpakai.
voucher-card-free = 🎟 Voucermu sudah kembali sebelumnya, jadi kode ini gratis.
voucher-card-back = 🎟 Voucermu belum terpakai.
wallet-card-held = 👛 Sampai jelas, { $price } tetap ditahan di dompetmu.
wallet-card-back = 👛 { $price } milikmu sudah kembali ke dompetmu.
wallet-card-free = 👛 Uangnya sudah kembali ke dompetmu sebelumnya, jadi kode ini gratis.
cancel-question-wallet =
    <b>Batalkan nomor ini?</b>

    SMS-nya tidak akan datang lagi, dan { $price } kembali ke dompetmu.
cancel-question-voucher =
    <b>Batalkan nomor ini?</b>

    SMS tidak akan datang lagi, dan voucermu tidak terpakai.
alert-ledger-wrong = 🔴 <b>Pembukuan dompet tidak cocok.</b> Semua akun bersama-sama { $total }, seharusnya 0. Salah: { $accounts }. Periksa <code>python -m bot audit --ledger</code>.
alert-provider-price = Harga penyedia: { $price }
reminder-title = { $service } · { $country }
reminder-any = begitu tersedia
reminder-at = pada harga { $price } atau kurang
reminder-question =
    🔔 { $title }

    Sekarang harganya <b>{ $price }</b>. Pada harga berapa kamu mau diberi tahu?
    Untuk harga sekarang, kamu diberi tahu setelah sempat naik atau habis lalu ada lagi.
reminder-set =
    🔔 <b>Kamu akan diberi tahu { $when }.</b>

    Sekali, dalam { $days } hari, lewat pesan di sini. Tidak ada yang dibeli sendiri.
reminder-full =
    ✋ <b>Kamu punya { $max } pengingat, dan itu batasnya.</b>

    Hapus satu yang sudah tidak perlu.
reminder-in-stock = ✅ <b>Sekarang sedang tersedia.</b>
reminders =
    <b>🔔 Pengingat</b>

    Ketuk satu untuk menghapusnya.
reminders-none =
    <b>🔔 Pengingat</b>

    Belum ada. Kamu bisa memasangnya di penawaran mana pun, juga yang habis.
reminder-line =
    { $title }
    { $when }, sampai { $ends }
reminder-told =
    🔔 <b>Sudah tersedia: { $price }</b>
    { $title }

    Terlihat { $when }. Bisa cepat habis.

## Untuk pengelola

overview = <b>🛠 Sekilas tentang toko</b>
overview-no-account = ⚠️ Saldo tidak ada: penyedia tidak menjawab.
overview-now =
    Menunggu kode: <b>{ $waiting }</b>
    Pengguna: { $users }
overview-day =
    <b>24 jam terakhir</b>
    Nomor dibeli: <b>{ $bought }</b>
    Kode: <b>{ $codes }</b> · { $share } dari yang selesai
    Uang kembali: { $refunded }
    Tidak terbeli: { $failed }
    Dibayar: <b>{ $spent }</b>, kembali: { $back }
overview-trouble = ⚠️ Hasil tidak diketahui: { $unknown }, pembatalan belum dikonfirmasi: { $unconfirmed }
share = { $percent }%
picture-title = Kode yang masuk, { $days ->
       *[other] { $days } hari terakhir
    }
picture-best = Terbaik
picture-worst = Terburuk
picture-few = Terlalu sedikit untuk dinilai
picture-note = { $share } · { $codes } dari { $ended }
picture-caption = Dari nomor yang selesai, yang mendapat kode. Layanan dengan kurang dari { $few } dipisahkan.
picture-heading = <b>{ $title }</b>
picture-line = { $service }: { $note }
picture-nothing = Tidak ada nomor yang selesai dalam waktu ini.
people =
    <b>Pengguna: { $count }</b>

    Kirim <code>/user</code> dengan id, @nama, atau nama untuk mencari seseorang. Kamu bisa melihat apa yang boleh dan yang dilakukan hari ini; beri akses, cabut akses, atau naikkan batas.
    Beberapa id, seperti <code>/user 123 456</code>: beri akses semuanya, atau cabut semuanya.
people-nobody =
    Tidak pernah ada yang bernama <b>{ $wanted }</b> di sini.

    Dengan id, siapa pun bisa ditemukan: <code>/user 12345</code>
people-several = Ada beberapa yang bernama <b>{ $wanted }</b>. Yang mana?
selection =
    { $count ->
       *[other] <b>{ $count } pengguna</b>
    }

    Yang kamu ketuk berlaku untuk semuanya. Yang sudah dibeli tetap berjalan.
selection-line = { $mark } { $person }
selection-gone = Pilihan ini sudah terlalu lama. Tidak ada yang diubah: kirim id-nya lagi.
selection-wrong =
    ✋ <b>Tidak ada yang diubah.</b> Akses untuk ini tidak bisa diberi atau dicabut: { $wrong }

    Bukan id pengguna, atau id admin, atau lebih dari { $max } sekaligus.
costs =
    <b>💸 { $title }</b> (hari menurut UTC)

    Nomor: <b>{ $numbers }</b>, pengguna: { $users }
    Biaya: <b>{ $amount }</b>, sudah dikurangi uang kembali
costs-line = { $person }: <b>{ $amount }</b> · { $count }
costs-none = Tidak ada yang membeli.
person = 👤 <code>{ $id }</code> · { $name }
person-admin = ✅ Seorang admin.
person-let-in = ✅ Boleh memakai bot: diberi akses oleh admin.
person-shut-out = ⛔ Tidak boleh memakai bot: aksesnya dicabut admin. Yang sudah dibeli tetap berjalan.
person-listed = ✅ Boleh memakai bot: ada di ALLOWED_IDS.
person-public = ✅ Boleh memakai bot: bot ini publik.
person-stranger = ⛔ Tidak boleh memakai bot: bot ini pribadi.
person-guest = 🎟 Boleh memakai voucer, tidak lebih: bot ini privat.
person-seen = Di sini sejak { $since }, terakhir terlihat { $seen }
person-never = Belum pernah ke sini.
person-gone = 🚪 Memblokir bot atau pergi.
person-wallet = 👛 Dompet: { $free }, ditahan { $held }
grants =
    💰 <b>Beri atau ambil uang</b>

    Beri: <code>/credit { $id } 100 maaf sudah menunggu</code>
    Ambil: <code>/debit { $id } 100 dibayar dua kali</code>
    Pengguna diberi tahu dan membaca kata-katamu.

    Sekian tiap bulan: <code>/budget { $id } 500</code>
    Sekali saja: <code>/budget { $id } 500 once</code>
    Tidak lagi: <code>/budget { $id } 0</code>
grants-wrong = ✋ Tidak ada yang dibukukan: tidak terbaca. Perlu id, jumlah, dan alasan untuk credit atau debit.
earnings-day = 💹 <b>Pendapatan 24 jam terakhir</b>
earnings-week = 💹 <b>Pendapatan 7 hari terakhir</b>
earnings-month = 💹 <b>Pendapatan 30 hari terakhir</b>
earnings-sales =
    Nomor terjual: { $sold }
    Dibayar pengguna: { $captured }
    Ditagih penyedia: { $cost }
    <b>Margin: { $margin }</b>
earnings-in =
    Isi saldo: { $topped_up }
    Isi saldo dikembalikan: { $refunded }
    Voucer, kredit, dan jatah: { $granted }
earnings-stars =
    ⭐ Stars diterima: { $received } ({ $worth })
    Bisa dikembalikan kini: { $refundable } ({ $refundable_worth })
earnings-owed = 👛 Di semua dompet sekarang: { $owed }, yang ditahan: { $held }. Ini utangmu kepada pengguna.
sales-day = Penjualan 24 jam
sales-week = Penjualan 7 hari
sales-month = Penjualan 30 hari
sales-sold = Nomor terjual
sales-captured = Dibayar pengguna
sales-cost = Penyedia
sales-margin = Margin
sales-line = { $when }: { $sold } · { $captured } − { $cost } = { $margin }
sales-caption = Per jam atau hari dalam UTC. Garis adalah sisanya: yang dibayar pengguna dikurangi tagihan penyedia.
sales-nothing = Tidak ada yang terjual dalam waktu ini.
ledger-file = 📒 Pembukuan, satu baris per catatan.
alert-cover-short = 🟠 <b>Akun tidak cukup untuk isi dompet.</b> Isinya { $balance }, dan pengguna boleh memakai { $owed }. Margin kamu termasuk di situ, jadi yang dibutuhkan sedikit lebih kecil.
grant-done = { $sign } { $amount } untuk <code>{ $id }</code> sudah dibukukan. Sekarang ada { $free }.
grant-told = Pengguna sudah diberi tahu.
grant-untold = Pesannya tidak sampai; pengguna melihatnya di dompet.
grant-short = ✋ Tidak ada yang diambil: <code>{ $id }</code> punya { $free } untuk dipakai.
allowance-set =
    📅 <code>{ $id }</code> mendapat <b>{ $amount }</b> tiap bulan dan sekarang punya { $free }.

    Tiap bulan dibukukan sekali, di awalnya, dan bulan ini sekarang. Jumlah yang diubah berlaku mulai bulan depan. Yang tidak terpakai tetap miliknya.
allowance-ended = 📅 <code>{ $id }</code> tidak mendapat apa-apa lagi tiap bulan. { $free } yang ada tetap miliknya.
allowances = 📅 <b>Tiap bulan</b>
allowance-line = <code>{ $id }</code>: { $amount }
allowances-none = Tidak ada yang mendapat jatah bulanan.
allowances-how = Atur dengan <code>/budget 12345 500</code>, akhiri dengan <code>/budget 12345 0</code>.
cap-active = Menunggu sekaligus
cap-hour = Dalam satu jam
cap-day = Dalam 24 jam
cap-spending = Belanja dalam 24 jam
cap-unused = Tak terpakai berturut-turut
cap-line = { $name }: <b>{ $used }</b> dari { $most }
cap-own-line = { $name }: <b>{ $used }</b> dari { $most } ✏️
cap-question =
    👤 <code>{ $id }</code>
    { $line }

    Berapa batas untuk pengguna ini?
no-limit = tanpa batas
announcement-how-to =
    <b>📣 Pemberitahuan untuk semua pengguna</b>

    Kirim <code>/notice</code> dan teksnya dalam satu pesan; huruf tebal, tautan, dan sejenisnya tetap ada. Atau balas pesanmu sendiri dengan <code>/notice</code>.

    Kamu melihat dulu tampilannya dan untuk berapa orang. Yang aksesnya dicabut atau memblokir bot tidak menerimanya.
announcement-question =
    👆 <b>Begini tampilannya.</b>

    { $count ->
       *[other] Untuk { $count } pengguna
    } dan makan waktu sekitar { $minutes } mnt. Kode didahulukan.
announcement-dropped = Dibuang. Tidak ada yang diberi tahu.
announcement-too-old = Pemberitahuan ini sudah tidak ada. Ketukan ini tidak mengirim apa pun: tulis lagi dengan /notice.
announcement-busy = ✋ <b>Pemberitahuan lain masih berjalan.</b> Punyamu belum dikirim: ketuk Kirim lagi setelahnya.
announcement-running = 📣 <b>Pemberitahuan sedang dikirim…</b>
announcement-stopped = ⏸ <b>Pemberitahuan dihentikan.</b> Bisa dilanjutkan dari tempat tadi.
announcement-done = ✅ <b>Pemberitahuan sudah dikirim.</b>
announcement-counts =
    Terkirim: <b>{ $sent }</b>
    Memblokir bot: { $gone }
    Gagal: { $failed }
    Tersisa: { $left }

## Batas

limit-active =
    ✋ <b>Kamu sudah menunggu nomor sebanyak yang boleh sekaligus: { $limit }.</b>

    Tidak ada yang dibeli. Tunggu kodenya, atau batalkan nomor yang tidak kamu perlukan.
limit-hour =
    ✋ <b>Kamu sudah membeli nomor sebanyak yang boleh dalam satu jam: { $limit }.</b>

    Tidak ada yang dibeli.
limit-day =
    ✋ <b>Kamu sudah membeli nomor sebanyak yang boleh dalam 24 jam: { $limit }.</b>

    Tidak ada yang dibeli.
limit-spending =
    ✋ <b>Ini melebihi yang boleh kamu belanjakan dalam 24 jam: { $limit }.</b>

    Tidak ada yang dibeli.
limit-price =
    ✋ <b>Ini lebih mahal dari batas harga nomor di sini: { $limit }.</b>

    Tidak ada yang dibeli. Pilih negara atau layanan lain.
limit-unused =
    ✋ <b>Terlalu banyak nomormu yang tak terpakai berturut-turut: { $limit }.</b>

    Tidak ada yang dibeli. Penyedia menghukum toko karena nomor tanpa SMS, jadi istirahat dulu, ya.
limit-all-active =
    ✋ <b>Semua jalur sedang sibuk.</b> Toko sudah membuka nomor sebanyak yang boleh sekaligus: { $limit }.

    Tidak ada yang dibeli. Coba lagi dalam beberapa menit.
limit-all-spending =
    ✋ <b>Toko sudah membelanjakan semua yang boleh dalam 24 jam.</b>

    Tidak ada yang dibeli.
limit-rating =
    ✋ <b>Terlalu sedikit nomormu yang mendapat kode: kurang dari { $limit }%.</b>

    Tidak ada yang dibeli. Setiap nomor tanpa kode menurunkan peringkat toko di penyedia, dan sekarang sedang rendah. Nomor yang tidak mendapat kode bagi siapa pun tidak dihitung.
limit-opens = Kamu bisa membeli lagi { $when }.

## Yang tidak beres

error-not-for-sale =
    { $service } · { $country }

    Sedang <b>habis</b>.
error-not-offered =
    { $service } · { $country }

    Ini tidak ditawarkan lagi di sini.
nearest = Yang terdekat dan tersedia:
error-nothing-there = Ini sudah tidak dijual.
error-quote-gone = Tombol tadi sudah terlalu lama. Tidak ada yang dibeli.
error-voucher = 🎟 Voucermu tidak mencapai harga saat ini. Tidak ada yang dibatalkan atau dibeli.
error-not-found = Nomor itu tidak ada di daftarmu. Yang lama akan dilupakan setelah beberapa waktu.
error-shop-closed = Toko sedang tutup: operator harus membereskan sesuatu dulu.
error-limit = Batas toko tercapai. Tidak ada yang dibeli.
error-paused =
    ⏸ <b>Pembelian dijeda.</b>

    Tidak ada yang dibeli. Nomor yang kamu punya tetap berjalan. Kembali lagi nanti, ya.
error-throttled = Sedang ramai sekali. Coba lagi dalam satu menit.
error-provider = Penyedia sedang tidak menjawab dengan benar. Coba lagi sebentar.
error-storage = Bot sedang tidak bisa mencapai databasenya. Coba lagi sebentar: mengetuk Beli dua kali tidak pernah membeli dua kali.
error-unexpected = Ada yang salah di pihak kami. Kamu boleh mencoba lagi: mengetuk Beli dua kali tidak pernah membeli dua kali.
toast-checking = Mencari kodenya…
toast-check-soon = Baru saja diperiksa. Beberapa detik lagi diperiksa lagi.
toast-not-waiting = Tidak ada lagi yang ditunggu di nomor ini.
toast-old-button = Tombol ini sudah lama. Ini menunya.
toast-pinned = Disematkan: sekarang ada di menu.
toast-unpinned = Tidak lagi di menu.
toast-private-only = Aku hanya bekerja di chat pribadi.
toast-stranger = Maaf, bot ini bersifat pribadi. Id kamu: { $id }
toast-shut-out = Kamu tidak bisa lagi memakai bot ini.
toast-guest = Kamu di sini dengan voucer, hanya untuk nomornya.
toast-too-fast = Terlalu banyak ketukan. Tunggu sebentar.

## Untuk operator

alert-unknown = ⚠️ <b>Pembelian dengan hasil yang tidak diketahui.</b> Sudah dikirim, dan tidak ada jawaban yang jelas. Cocokkan dengan daftar permintaan di penyedia, lalu katakan di bawah apa hasilnya: pengguna diberi tahu.
evidence-before = Saldo sebelumnya: <b>{ $before }</b> (dibaca { $seconds } dtk sebelumnya)
evidence-none = Saldo sebelumnya: tidak diketahui
evidence-now = Saldo sekarang: <b>{ $now }</b>
evidence-expected =
    Kalau tidak ditagih, seharusnya: { $free }
    Kalau ditagih: { $charged }
    Pembelian lain dan isi saldo beberapa menit terakhir bisa menggeser angka ini.
evidence-not-known = tidak diketahui
alert-not-charged = ✔️ <b>Beres: tidak ditagih.</b> Pengguna sudah diberi tahu.
alert-lost = ✔️ <b>Beres: ditagih ke akunmu.</b> Pengguna tahu bahwa kamu yang menanggungnya.
alert-settled = ✔️ <b>Ini beres dengan sendirinya.</b> Tidak ada lagi yang perlu dilakukan.
alert-cancel-unconfirmed = ⚠️ <b>Pembatalan yang tidak pernah dikonfirmasi.</b> Nomornya sudah tidak mungkin hidup. Periksa di penyedia apakah uangnya kembali, lalu katakan di bawah apa hasilnya: pengguna diberi tahu.
alert-returned = ✔️ <b>Beres: uangnya kembali.</b> Pengguna sudah diberi tahu.
alert-other-number = ⚠️ <b>Penyedia menjual sesuatu yang berbeda dari pesanan.</b> Permintaan { $request }: dipesan { $ordered }, dijual { $sold } (id negara dan layanan). Periksa di sana.
alert-late-purchase = ⚠️ <b>Ada pembelian yang lebih tua dari umur nomor mana pun.</b> Permintaan { $request } dibeli dan tidak pernah dicatat. Periksa di penyedia ke mana uangnya.
alert-auditor = 🛟 <b>Yang hilang dikembalikan ke antrean: { $count }.</b> Tidak ada yang rugi, tetapi ini tidak seharusnya terjadi: simpan log-nya.
alert-clock-step = 🕰 <b>Jam database melompat { $seconds } dtk.</b> Nomor yang menunggu mengikuti waktu sebelumnya. Pastikan server menjaga waktunya (NTP).
alert-unreadable = 🧩 <b>Ada entri data bot yang tidak terbaca: { $count }.</b> Entri itu disisihkan, yang lain tetap berjalan. Log menyebut satu per satu; periksa, ya.
alert-unreadable-answer = 🧩 <b>Jawaban penyedia tidak terbaca</b> ({ $call }). Mungkin ada yang berubah; yang lain tetap berjalan. <code>{ $shape }</code>
alert-database-down = 🔴 <b>Database tidak bisa bekerja:</b> { $reason }. Sampai pulih, pembelian tidak bisa dan kode menunggu.
alert-database-up = 🟢 <b>Database bekerja lagi.</b>
alert-worker-down = 🔴 <b>Pekerjaan bot terhenti:</b> { $reason }. Kode dan pesan menunggu. Kalau terus begitu, jalankan ulang bot.
alert-worker-up = 🟢 <b>Pekerjaan bot berlanjut.</b>
alert-provider-down = 🔴 <b>Penyedia tidak menjawab.</b> Pembelian ditolak sampai pulih; nomor yang menunggu diperiksa lebih jarang.
alert-provider-up = 🟢 <b>Penyedia menjawab lagi.</b>
alert-account-empty = 🔴 <b>Akun tidak bisa membayar.</b> Sebuah pembelian ditolak karenanya. Saldo: { $balance }.
alert-account-low = 🟡 <b>Saldo akun menipis.</b> Saldo: { $balance }.
alert-account-fine = 🟢 <b>Akun punya uang lagi.</b> Saldo: { $balance }.
alert-rating-low = 🟠 <b>Peringkat akun di penyedia { $rating }</b>, di bawah { $mark }. Pada 0 akun dibekukan. Nomor tanpa kode menurunkannya, kode dan isi saldo menaikkannya.
alert-rating-fine = 🟢 <b>Peringkat akun kembali di atas { $mark }:</b> { $rating }.
alert-rating-falls = 🔴 <b>Peringkat akun turun cepat.</b> Dalam satu jam terakhir { $before }, sekarang { $rating }. Pada 0 akun dibekukan: /admin menunjukkan layanan mana yang tidak mendapat kode, dan bisa menghentikan pembelian.
alert-balance-short = 🟠 <b>Isi akun kurang dari yang tercatat.</b> Saldo: { $balance }, seharusnya { $expected }. Dua kali berturut-turut terlalu rendah. Ada tagihan yang bukan dari bot ini, atau lebih mahal dari penawaran: cocokkan dengan daftar permintaan di penyedia.
alert-offer-fails = 🕳 <b>{ $offer }: { $percent }% dari { $numbers } nomor terakhir mendapat kode.</b> Ini gagal bagi semua, dan di bawah 17% nomor menghabiskan lebih banyak peringkat akun daripada yang didapat. Sembunyikan? Nomor yang menunggu tetap berjalan.
offer-hidden = 🙈 <b>Disembunyikan 30 hari: { $offer }.</b> Tidak ada yang bisa menemukan atau membelinya; kalau ada beberapa replika, semuanya tahu dalam dua menit.
offer-shown = 👁 <b>Ditawarkan lagi: { $offer }.</b>
alert-wrong-token = 🔴 <b>Penyedia tidak menerima token lagi.</b> Tidak bisa membeli, dan tidak ada kode yang masuk. Isi yang baru di SMSMAN_TOKEN dan jalankan ulang bot.
alert-token-works = 🟢 <b>Penyedia menerima token lagi.</b>
alert-updates-stopped = 🔴 <b>Pesan dan ketukan tidak sampai ke bot.</b> Kode tetap dikirim. Alasannya: { $reason }
alert-updates-come = 🟢 <b>Pesan dan ketukan sampai lagi ke bot.</b>
alert-ids =
    Pengguna: <code>{ $user }</code> · { $name }
    Aktivasi: <code>{ $activation }</code>
    Permintaan: <code>{ $request }</code>

## Tombol

button-buy-number = 📲 Beli nomor
button-numbers = 🗂 Nomor saya
button-all-numbers = 🗂 Semua nomor
button-by-service = 🧩 Per layanan
button-file = 📄 Kirim file
button-forget = 🗑 Ya, lupakan saya
button-costs = 💸 Biaya per pengguna
button-by-day = 📅 Per hari
button-by-month = 📅 Per bulan
button-file-of-all = 📄 File semua
button-let-all-in = ✅ Beri akses semua
button-shut-all-out = ⛔ Cabut akses semua
button-tell-me = 🔔 Kabari kalau ada
button-tell-me-at = 🔔 Kabari di harga ini
button-reminder-at = 🔔 { $price } atau kurang
button-reminders = 🔔 Pengingat
button-wallet = 👛 Dompet
button-balance = 💰 Saldo
button-switch = ⏯ Pembelian
button-overview = 🛠 Sekilas
button-picture = 📊 Layanan terbaik dan terburuk
button-picture-days = { $days ->
       *[other] 📊 { $days } hari
    }
button-people = 👥 Pengguna
button-grants = 💰 Beri atau ambil uang
button-allowances = 📅 Jatah
button-the-user = 👤 Pengguna
button-earnings = 💹 Pendapatan
button-earnings-day = 24 jam
button-earnings-week = 7 hari
button-earnings-month = 30 hari
button-sales-picture = 📊 Sebagai gambar
button-ledger = 📒 Kirim pembukuan
button-vouchers = 🎟 Voucer
button-batch = 🎟 { $id } · { $amount } × { $count }
button-revoke = ⛔ Batalkan
button-announcement = 📣 Beri tahu semua
button-send = { $count ->
       *[other] 📣 Kirim ke { $count } pengguna
    }
button-drop = 🗑 Buang
button-announcement-stop = ⏸ Hentikan
button-announcement-on = ▶️ Lanjutkan
button-hide-offer = 🙈 Sembunyikan
button-offer-again = 👁 Tawarkan lagi
button-person = 👤 Pengguna
button-let-in = ✅ Beri akses
button-shut-out = ⛔ Cabut akses
button-by-settings = ↩️ Sesuai pengaturan
button-no-limit = Tanpa batas
button-as-set = ↩️ Sesuai pengaturan: { $size }
button-back = ‹ Kembali
button-stop = ⏸ Hentikan pembelian
button-go = ▶️ Lanjutkan pembelian
button-language = 🌐 Bahasa
button-help = ❓ Bantuan
button-menu = ☰ Menu
button-countries-first = 🌍 Per negara
button-services-first = 🧩 Per layanan
button-other-country = 🌍 Negara lain
button-other-service = 🧩 Layanan lain
button-all-services = 🧩 Semua layanan
button-all-countries = 🌍 Semua negara
button-buy = ✅ Beli seharga { $price }
button-buy-voucher = 🎟 Beli dengan voucer
button-pin = ☆ Sematkan
button-unpin = ★ Di menu
button-share = ↗️ Bagikan
button-open-bot = Buka bot
button-agree = ✅ Setuju
button-see-offer = Lihat penawaran
button-check = 🔎 Periksa
button-cancel = ✖️ Batalkan
button-cancel-yes = Ya, batalkan
button-only-cancel = ✖️ Batalkan saja
button-replace = 🔁 Ganti
button-replace-then = 🔁 Lalu yang sama lagi
button-replace-for = 🔁 Ganti seharga { $price }
button-wrong = 🆘 Ada yang salah
button-used = 📵 Sudah terpakai
button-asked-twice = 🔕 Dua kali, tanpa kode
button-bad-code = 🔢 Kodenya tidak berlaku
button-without-words = 📨 Kirim tanpa kata
button-report-right = 👍 Benar, maaf
button-report-fine = 👎 Tak ada masalah
button-no-code = ❓ Tidak ada kode?
button-keep = Jangan batalkan
button-not-charged = Tidak ditagih
button-charged = Ditagih
button-returned = Uangnya kembali
button-kept = Tidak kembali
button-done = ✅ Tidak perlu SMS lagi
button-copy-sms = Salin seluruh SMS
button-further = 📩 Satu SMS lagi
button-another = ➕ Nomor lain
button-same-again = 🔁 Beli yang sama
button-try-again = 🔄 Coba lagi
button-refresh = 🔄 Segarkan

## Yang dikirim check ke admin pertama

trial = Ini tes dari <b>check</b>: kartu tampil seperti ini.
trial-copy = Salin
topup =
    ⭐ <b>Isi saldo dengan Bintang Telegram</b>

    Di dompetmu: <b>{ $balance }</b>
    Satu Bintang bernilai { $worth }.

    Pilih jumlahnya, atau ketik yang lain, misalnya <code>/topup 75</code>

    <b>Pembayarannya gagal?</b> Mungkin Bintangmu kurang. Telegram menjualnya langsung di sana, dan di pengaturan pada “Bintang Saya”.
topup-ask = Bot ini tidak menerima Bintang. Untuk mengisi dompetmu, tanya { $contact }
topup-none = Bot ini tidak menerima Bintang. Operatornya bisa mengisi dompetmu.
topup-voucher = 🎟 Punya voucer? Kirim saja kodenya ke sini.
button-topups-of = ⭐ Riwayat isi saldo
button-topup = ⭐ Isi saldo
button-topups = Riwayat isi saldo
button-pack = { $stars } ⭐ · { $amount }
button-take-back = ↩️ { $stars } ⭐ ({ $amount })
button-refund = ↩️ Kembalikan { $stars } ⭐
invoice-title = Isi saldo dompet
invoice =
    { $stars ->
       *[other] { $stars } Bintang menjadi
    } { $amount } di dompetmu pada bot ini.
topup-paid =
    ✅ <b>{ $amount } sudah masuk</b> untuk { $stars } ⭐.

    Dompetmu sekarang { $balance }.
topup-refunded =
    ↩️ <b>{ $stars } ⭐ kembali kepadamu.</b>

    { $amount } keluar dari dompetmu, yang sekarang { $balance }.
topup-refused =
    ⚠️ <b>Telegram tidak mengembalikan { $stars } ⭐.</b>

    { $amount } ada lagi di dompetmu, yang sekarang { $balance }. Tanyakan soal ini: /paysupport
topups = <b>Riwayat isi saldo</b>
topups-take-back = Untuk mengambil kembali yang belum dipakai, ketuk di bawah.
topups-none = Kamu belum pernah membayar dengan Bintang.
topups-of = <b>Riwayat isi saldo pengguna <code>{ $user }</code></b>
topups-of-none = Pengguna <code>{ $user }</code> belum pernah membayar dengan Bintang.
topup-line-paid = { $day } · { $stars } ⭐ · { $amount }
topup-line-refunding = { $day } · { $stars } ⭐ · { $amount } · ⏳ dalam perjalanan kembali
topup-line-refunded = { $day } · { $stars } ⭐ · { $amount } · ↩️ dikembalikan
refund-question =
    <b>Kembalikan { $stars } ⭐?</b>

    { $amount } keluar dari dompet, dan Telegram mengembalikan Bintangnya. Pembayaran kembali utuh atau tidak sama sekali.
refund-question-spent =
    <b>Kembalikan { $stars } ⭐ meski sebagian sudah dipakai?</b>

    Nilainya { $amount }, dan di dompet ada { $left }. Dompet akan di bawah nol, dan penggunanya tidak bisa membeli sampai tertutup.
refund-spent =
    <b>Pembayaran ini tidak bisa dikembalikan sekarang.</b>

    Nilainya { $amount }, dan di dompetmu ada { $left }. Pembayaran kembali utuh atau tidak sama sekali.
refund-begun =
    ⏳ <b>{ $stars } ⭐ dalam perjalanan kembali.</b>

    { $amount } sudah keluar dari dompet. Kamu diberi tahu di sini begitu sampai.
refund-again = Pembayaran ini sudah kembali, atau sedang dalam perjalanan.
refund-late = Waktu untuk mengambil kembali pembayaran ini sendiri sudah lewat. Tanyakan: /paysupport
paysupport =
    <b>Ada pertanyaan soal pembayaran?</b>

    Tulis ke { $contact } dan sebutkan kapan kamu membayar dan berapa Bintang.

    Dukungan Telegram tidak bisa membantu soal pembayaran ke bot ini.
paysupport-nobody = Operator bot ini belum menunjuk siapa pun untuk pertanyaan soal pembayaran.
checkout-paused = Pembelian dijeda, jadi Bintang tidak diterima dulu. Kamu belum membayar.
checkout-shut-out = Kamu tidak bisa lagi memakai bot ini. Kamu belum membayar.
checkout-not-ours = Tagihan ini sudah terlalu lama. Buat yang baru dengan /topup. Kamu belum membayar.
checkout-other-user = Tagihan ini untuk orang lain. Buat punyamu dengan /topup. Kamu belum membayar.
checkout-storage = Pembayaran belum bisa diterima sesaat ini. Coba lagi. Kamu belum membayar.
error-no-such-amount = Pilih 1 sampai 10.000 Bintang, misalnya <code>/topup 75</code>
error-no-such-topup = Tidak ada pembayaranmu yang seperti itu.
alert-payment-without-invoice = ⭐ Pengguna <code>{ $user }</code> membayar { $stars } ⭐ dengan tagihan yang sudah terlupakan. Sudah dikreditkan dengan STAR_RATE hari ini.
alert-refunded-elsewhere = ⭐ Telegram mengembalikan { $stars } ⭐ ke pengguna <code>{ $user }</code> tanpa lewat bot ini. Dompetnya didebit dan mungkin di bawah nol.
alert-refund-refused = ⭐ Telegram tidak mengembalikan { $stars } ⭐ ke pengguna <code>{ $user }</code>: { $reason }. Uangnya ada lagi di dompet, dan pengguna tahu.
alert-refund-stuck = ⭐ Pengembalian Bintang belum dijawab lebih dari satu jam: { $reason }. Terus dicoba.
alert-strange-stars = ⭐ Transaksi Bintang yang bukan isi saldo bot ini: { $count }, total { $stars } ⭐. Tidak ada yang dibukukan.
alert-stars-unreadable = ⭐ Transaksi Bintang yang tidak terbaca: { $count }. Mungkin ada pembayaran yang kurang di dompet: beri tahu pengembangnya.
command-topup = Isi saldo dengan Bintang
command-paysupport = Pertanyaan soal pembayaran
