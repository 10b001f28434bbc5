"""Openings of invented judgments and decisions of every kind, old and new, with what each says about itself.

A third family, written apart from the rules and from the two others: here the page itself differs, not only the
parties. `⟦role|name⟧` stands for a party; the values are those of `banan read`.
"""
# ruff: noqa: E501  a layout is a page and is read as one

from tests.unit.indexer.reading.headers import Header, marked

Values = dict[str, str | bool]

_KINDS: tuple[tuple[str, Values, str], ...] = (
    ("appeal_of_a_sentence", {
        "case_number": "45/2021/HS-PT", "court": "Tòa án nhân dân tỉnh Ví Dụ", "decided_on": "2021-04-22", "hearing_on": "2021-04-22", "kind": "bản án",
        "instance": "phúc thẩm", "case_type": "hình sự", "presiding_judge": "Lò Thị Thử", "panel": "Lò Thị Thử, Vừ A Ví, Sùng Văn Dụ",
        "clerk": "Giàng Thị Ghi", "prosecutor": "Mùa A Kiểm", "accepted_number": "30/2021/TLPT-HS", "effective_hint": "Bản án phúc thẩm có hiệu lực pháp luật kể từ ngày tuyên án", "appealed_number": "05/2021/HS-ST",
        "appealed_on": "2021-01-29", "appealed_court": "Tòa án nhân dân huyện Thí Dụ, tỉnh Ví Dụ", "result": "giữ nguyên", "legal_relation": "Trộm cắp tài sản",
    }, """TÒA ÁN NHÂN DÂN    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH VÍ DỤ               Độc lập - Tự do - Hạnh phúc
Bản án số: 45/2021/HS-PT
Ngày: 22 – 4 – 2021.
NHÂN DANH
NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TÒA ÁN NHÂN DÂN TỈNH VÍ DỤ
- Thành phần Hội đồng xét xử phúc thẩm gồm có:
Thẩm phán - Chủ tọa phiên tòa: Bà Lò Thị Thử
Các Thẩm phán: Ông Vừ A Ví và ông Sùng Văn Dụ
- Thư ký phiên tòa: Bà Giàng Thị Ghi – Thư ký Tòa án nhân dân tỉnh Ví Dụ.
- Đại diện Viện kiểm sát nhân dân tỉnh Ví Dụ tham gia phiên tòa: Ông Mùa A Kiểm - Kiểm sát viên.
Ngày 22 tháng 4 năm 2021, tại trụ sở Tòa án nhân dân tỉnh Ví Dụ mở phiên tòa xét xử phúc thẩm công khai vụ án hình sự thụ lý số 30/2021/TLPT-HS ngày 10 tháng 3 năm 2021 đối với bị cáo Nguyễn Thí do có kháng cáo của bị cáo đối với Bản án hình sự sơ thẩm số 05/2021/HS-ST ngày 29 tháng 01 năm 2021 của Tòa án nhân dân huyện Thí Dụ, tỉnh Ví Dụ.
- Bị cáo có kháng cáo:
⟦bị cáo|Nguyễn Thí⟧, sinh ngày 01/02/1990 tại Ví Dụ; nơi cư trú: thôn 1, xã T, huyện V; nghề nghiệp: không; con ông Nguyễn Ví và bà Trần Thị Dụ; tiền án: không. Bị cáo tại ngoại, có mặt.
- Người bào chữa cho bị cáo: Ông ⟦người bào chữa|Hà Bào⟧, Luật sư thuộc Đoàn Luật sư tỉnh Ví Dụ (có mặt).
Ngoài ra, trong vụ án còn có bị hại không kháng cáo nên Tòa án không triệu tập.
NỘI DUNG VỤ ÁN:
Bị cáo lấy trộm một chiếc xe.
Tại Bản án hình sự sơ thẩm số 05/2021/HS-ST ngày 29/01/2021 của Tòa án nhân dân huyện Thí Dụ đã tuyên bố bị cáo phạm tội “Trộm cắp tài sản”.
NHẬN ĐỊNH CỦA TÒA ÁN:
[1] Kháng cáo trong hạn.
Vì các lẽ trên,
QUYẾT ĐỊNH:
1. Căn cứ điểm a khoản 1 Điều 355, Điều 356 Bộ luật Tố tụng hình sự; không chấp nhận kháng cáo của bị cáo; giữ nguyên Bản án hình sự sơ thẩm số 05/2021/HS-ST ngày 29/01/2021.
Tuyên bố bị cáo Nguyễn Thí phạm tội “Trộm cắp tài sản”.
Bản án phúc thẩm có hiệu lực pháp luật kể từ ngày tuyên án.
"""),
    ("administrative_appeal_high_court", {
        "case_number": "118/2019/HC-PT", "court": "Tòa án nhân dân cấp cao tại Ví Dụ", "decided_on": "2019-09-05", "kind": "bản án", "instance": "phúc thẩm",
        "case_type": "hành chính", "presiding_judge": "Hờ A Chủ", "clerk": "Ly Thị Ký", "result": "sửa", "appealed_number": "12/2018/HC-ST", "appealed_on": "2018-11-20",
        "legal_relation": "Khiếu kiện quyết định hành chính trong lĩnh vực quản lý đất đai",
    }, """TÒA ÁN NHÂN DÂN CẤP CAO
TẠI VÍ DỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Bản án số: 118/2019/HC-PT
Ngày 05-9-2019
V/v “Khiếu kiện quyết định hành chính
trong lĩnh vực quản lý đất đai”
NHÂN DANH
NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TÒA ÁN NHÂN DÂN CẤP CAO TẠI VÍ DỤ
- Thành phần Hội đồng xét xử phúc thẩm gồm có:
Thẩm phán – Chủ tọa phiên tòa: Ông Hờ A Chủ;
Các Thẩm phán: Ông Thào A Một;
Bà Vàng Thị Hai.
- Thư ký phiên tòa: Bà Ly Thị Ký, Thẩm tra viên Tòa án nhân dân cấp cao tại Ví Dụ.
- Đại diện Viện kiểm sát nhân dân cấp cao tại Ví Dụ tham gia phiên tòa: Bà Tráng Thị Sát – Kiểm sát viên cao cấp.
Trong các ngày 30 tháng 8 và ngày 05 tháng 9 năm 2019, tại trụ sở Tòa án nhân dân cấp cao tại Ví Dụ xét xử phúc thẩm công khai vụ án hành chính thụ lý số: 44/2019/TLPT-HC ngày 02 tháng 01 năm 2019 về việc “Khiếu kiện quyết định hành chính trong lĩnh vực quản lý đất đai”.
Do Bản án hành chính sơ thẩm số 12/2018/HC-ST ngày 20 tháng 11 năm 2018 của Tòa án nhân dân tỉnh Thí Dụ bị kháng cáo.
Theo Quyết định đưa vụ án ra xét xử phúc thẩm số: 99/2019/QĐPT-HC ngày 10 tháng 7 năm 2019, giữa các đương sự:
1. Người khởi kiện: Bà ⟦người khởi kiện|Đinh Thị Thử⟧, sinh năm 1961 (có mặt)
Địa chỉ: xóm N, thôn X, xã B, huyện B, tỉnh Thí Dụ.
Người bảo vệ quyền và lợi ích hợp pháp của bà Thử: Luật sư ⟦người bảo vệ quyền và lợi ích hợp pháp|Phàn Thị Luật⟧, Công ty Luật TNHH MTV Thử (có mặt).
2. Người bị kiện:
2.1. ⟦người bị kiện|Chủ tịch Ủy ban nhân dân tỉnh Thí Dụ⟧ (có đơn xin vắng mặt)
2.2. ⟦người bị kiện|Ủy ban nhân dân huyện B⟧
Người đại diện theo ủy quyền: Ông ⟦người đại diện|Cứ A Quyền⟧ – Phó Chủ tịch UBND huyện B (vắng mặt).
3. Người có quyền lợi, nghĩa vụ liên quan: Ông ⟦người có quyền lợi, nghĩa vụ liên quan|Trần Ví⟧, sinh năm 1955 (vắng mặt)
4. Người kháng cáo: Bà ⟦người kháng cáo|Đinh Thị Thử⟧ là người khởi kiện.
NỘI DUNG VỤ ÁN
Theo đơn khởi kiện.
NHẬN ĐỊNH CỦA TÒA ÁN
Kháng cáo có căn cứ.
QUYẾT ĐỊNH
Căn cứ khoản 2 Điều 241 Luật Tố tụng hành chính năm 2015;
Chấp nhận kháng cáo của bà Đinh Thị Thử; sửa Bản án hành chính sơ thẩm số 12/2018/HC-ST.
"""),
    ("cassation", {
        "case_number": "21/2020/DS-GĐT", "court": "Hội đồng Thẩm phán Tòa án nhân dân tối cao", "decided_on": "2020-06-15", "kind": "quyết định", "instance": "giám đốc thẩm",
        "case_type": "dân sự", "presiding_judge": "Sùng A Chánh", "result": "hủy", "appealed_number": "77/2018/DS-PT", "appealed_on": "2018-05-10", "legal_relation": "Tranh chấp hợp đồng chuyển nhượng quyền sử dụng đất",
    }, """TÒA ÁN NHÂN DÂN TỐI CAO CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Quyết định giám đốc thẩm
Số: 21/2020/DS-GĐT
Ngày 15-6-2020
V/v Tranh chấp hợp đồng chuyển nhượng quyền sử dụng đất
NHÂN DANH
NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HỘI ĐỒNG THẨM PHÁN
TÒA ÁN NHÂN DÂN TỐI CAO
- Thành phần Hội đồng giám đốc thẩm gồm có 13 thành viên tham gia xét xử, do ông Sùng A Chánh - Chánh án Tòa án nhân dân tối cao làm Chủ tọa phiên tòa.
- Thư ký phiên tòa: Bà Thào Thị Ghi - Thẩm tra viên Tòa án nhân dân tối cao.
- Đại diện Viện kiểm sát nhân dân tối cao tham gia phiên tòa: Ông Vàng A Sát - Kiểm sát viên.
Ngày 15 tháng 6 năm 2020, tại trụ sở Tòa án nhân dân tối cao mở phiên tòa giám đốc thẩm xét xử vụ án dân sự “Tranh chấp hợp đồng chuyển nhượng quyền sử dụng đất” giữa các đương sự:
1. Nguyên đơn: Bà ⟦nguyên đơn|Lý Thị Thí⟧, sinh năm 1950; địa chỉ: ấp T, xã T, huyện V, tỉnh Ví Dụ.
Người đại diện hợp pháp của nguyên đơn: Anh ⟦người đại diện|Trần Văn Dụ⟧, sinh năm 1975 (văn bản ủy quyền ngày 02/3/2015).
2. Bị đơn:
- Ông ⟦bị đơn|Phạm Ví⟧, sinh năm 1948;
- Bà ⟦bị đơn|Ngô Thị Mẫu⟧, sinh năm 1952;
Cùng địa chỉ: ấp B, xã T, huyện V, tỉnh Ví Dụ.
3. Người có quyền lợi, nghĩa vụ liên quan: ⟦người có quyền lợi, nghĩa vụ liên quan|Ủy ban nhân dân huyện V⟧, tỉnh Ví Dụ.
NỘI DUNG VỤ ÁN:
Tại Bản án dân sự sơ thẩm số 15/2017/DS-ST ngày 20/9/2017, Tòa án nhân dân huyện V quyết định chấp nhận yêu cầu.
Tại Bản án dân sự phúc thẩm số 77/2018/DS-PT ngày 10/5/2018, Tòa án nhân dân tỉnh Ví Dụ quyết định sửa bản án sơ thẩm.
NHẬN ĐỊNH CỦA TÒA ÁN:
[1] Kháng nghị có căn cứ.
QUYẾT ĐỊNH:
Căn cứ vào khoản 3 Điều 343, Điều 345 Bộ luật Tố tụng dân sự năm 2015;
1. Chấp nhận Quyết định kháng nghị giám đốc thẩm số 09/2019/KN-DS ngày 11/3/2019 của Chánh án Tòa án nhân dân tối cao.
2. Hủy Bản án dân sự phúc thẩm số 77/2018/DS-PT ngày 10/5/2018 của Tòa án nhân dân tỉnh Ví Dụ; giao hồ sơ xét xử phúc thẩm lại.
Quyết định giám đốc thẩm có hiệu lực pháp luật kể từ ngày Hội đồng giám đốc thẩm ra quyết định.
"""),
    ("divorce_by_consent", {
        "case_number": "89/2023/QĐST-HNGĐ", "court": "Tòa án nhân dân huyện Thí Dụ, tỉnh Ví Dụ", "decided_on": "2023-07-03", "kind": "quyết định", "instance": "sơ thẩm",
        "case_type": "hôn nhân và gia đình", "result": "công nhận thỏa thuận", "presiding_judge": "Lò Văn Phán",
    }, """TÒA ÁN NHÂN DÂN
HUYỆN THÍ DỤ, TỈNH VÍ DỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 89/2023/QĐST-HNGĐ
Thí Dụ, ngày 03 tháng 7 năm 2023
QUYẾT ĐỊNH
CÔNG NHẬN THUẬN TÌNH LY HÔN
VÀ SỰ THỎA THUẬN CỦA CÁC ĐƯƠNG SỰ
Căn cứ hồ sơ vụ án hôn nhân và gia đình thụ lý số: 120/2023/TLST-HNGĐ ngày 20 tháng 5 năm 2023, giữa:
- Nguyên đơn: Chị ⟦nguyên đơn|Lê Thị Dụ⟧, sinh năm 1992;
Địa chỉ: Thôn 3, xã T, huyện V, tỉnh Ví Dụ.
- Bị đơn: Anh ⟦bị đơn|Hồ Văn Thử⟧, sinh năm 1990;
Địa chỉ: Thôn 3, xã T, huyện V, tỉnh Ví Dụ.
Căn cứ các Điều 212 và 213 của Bộ luật Tố tụng dân sự;
Căn cứ các Điều 55, 81, 82 và 83 của Luật Hôn nhân và gia đình;
XÉT THẤY:
Việc thuận tình ly hôn là hoàn toàn tự nguyện.
QUYẾT ĐỊNH:
1. Công nhận sự thuận tình ly hôn giữa: Chị Lê Thị Dụ và anh Hồ Văn Thử.
2. Quyết định này có hiệu lực pháp luật ngay sau khi được ban hành và không bị kháng cáo, kháng nghị theo thủ tục phúc thẩm.
Nơi nhận: THẨM PHÁN
- Các đương sự; (Đã ký)
Lò Văn Phán
"""),
    ("judgment_of_1996", {
        "case_number": "27/DSST", "court": "Tòa án nhân dân huyện Thí Dụ, tỉnh Ví Dụ", "decided_on": "1996-08-14", "kind": "bản án", "instance": "sơ thẩm", "case_type": "dân sự",
        "presiding_judge": "Vừ Thị Chủ", "clerk": "Lò Thị Ghi",
    }, """TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ
TỈNH VÍ DỤ
Bản án số: 27/DSST
Ngày 14-8-1996
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
NHÂN DANH
NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ, TỈNH VÍ DỤ
Với Hội đồng xét xử sơ thẩm gồm có:
Thẩm phán - Chủ tọa phiên tòa: Bà Vừ Thị Chủ
Hội thẩm nhân dân: 1. Ông Sùng A Một
2. Ông Sùng A Hai
Thư ký ghi biên bản phiên tòa: Bà Lò Thị Ghi, cán bộ Tòa án.
Ngày 14 tháng 8 năm 1996, tại trụ sở Tòa án nhân dân huyện Thí Dụ xét xử sơ thẩm công khai vụ án dân sự thụ lý số 15/TLDS ngày 02-4-1996 về việc đòi nợ, giữa:
Nguyên đơn: Bà ⟦nguyên đơn|Trần Thị Ví⟧ - 52 tuổi. Trú tại: xóm 2, xã T.
Bị đơn: Ông ⟦bị đơn|Nguyễn Thử⟧ - 49 tuổi và bà ⟦bị đơn|Lê Thị Mẫu⟧ - 45 tuổi. Trú tại: xóm 5, xã T.
NHẬN THẤY:
Bà Ví cho ông Thử vay 5 chỉ vàng.
XÉT THẤY:
Yêu cầu có căn cứ. Áp dụng Điều 471 Bộ luật Dân sự.
Vì các lẽ trên,
QUYẾT ĐỊNH:
Chấp nhận yêu cầu khởi kiện của bà Trần Thị Ví.
"""),
    ("regional_court_2025", {
        "case_number": "34/2025/KDTM-ST", "court": "Tòa án nhân dân khu vực 1 - Ví Dụ, tỉnh Ví Dụ", "decided_on": "2025-08-15", "kind": "bản án", "instance": "sơ thẩm", "case_type": "kinh doanh thương mại",
        "legal_relation": "Tranh chấp hợp đồng tín dụng", "presiding_judge": "Hờ Thị Chủ", "panel": "Hờ Thị Chủ, Lý A Một, Lý A Hai", "clerk": "Cư Thị Ký", "prosecutor": "Mùa Thị Sát", "accepted_number": "12/2025/TLST-KDTM", "result": "chấp nhận",
        "appeal_days": "15",
    }, """TÒA ÁN NHÂN DÂN
KHU VỰC 1 - VÍ DỤ
TỈNH VÍ DỤ
Bản án số: 34/2025/KDTM-ST
Ngày: 15/8/2025
V/v: Tranh chấp hợp đồng tín dụng
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
NHÂN DANH
NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TÒA ÁN NHÂN DÂN KHU VỰC 1 - VÍ DỤ, TỈNH VÍ DỤ
- Thành phần Hội đồng xét xử sơ thẩm gồm có:
Thẩm phán – Chủ toạ phiên toà: Bà HỜ THỊ CHỦ
Các Hội thẩm nhân dân:
Ông LÝ A MỘT
Ông LÝ A HAI
- Thư ký phiên toà: Bà CƯ THỊ KÝ – Thư ký Toà án.
- Đại diện Viện Kiểm sát nhân dân khu vực 1 - Ví Dụ tham gia phiên toà: Bà MÙA THỊ SÁT – Kiểm sát viên.
Ngày 15 tháng 8 năm 2025 tại phòng xử án Tòa án nhân dân khu vực 1 - Ví Dụ xét xử sơ thẩm công khai vụ án kinh doanh thương mại thụ lý số: 12/2025/TLST-KDTM ngày 06 tháng 01 năm 2025 về “Tranh chấp hợp đồng tín dụng” theo Quyết định đưa vụ án ra xét xử số: 50/2025/QĐXXST-KDTM ngày 01 tháng 7 năm 2025 giữa các đương sự:
1. Nguyên đơn: ⟦nguyên đơn|Ngân hàng TMCP Thử Việt⟧
Trụ sở: Số 1, phố P, phường K, thành phố Ví Dụ
Người đại diện theo ủy quyền: Ông ⟦người đại diện|Phan Ví⟧ và bà ⟦người đại diện|Tạ Thị Dụ⟧ – Chuyên viên xử lý nợ (Giấy ủy quyền số 01/2025) - Ông Ví có mặt, bà Dụ vắng mặt
2. Bị đơn: ⟦bị đơn|Công ty TNHH MTV Thí Dụ⟧ - Địa chỉ: Thôn 2, xã T, tỉnh Ví Dụ
Đại diện theo pháp luật: Ông ⟦người đại diện|Chu Văn Giám⟧ - Chức vụ: Giám đốc - Vắng mặt
3. Người có quyền lợi và nghĩa vụ liên quan:
- Anh ⟦người có quyền lợi, nghĩa vụ liên quan|Chu Văn Giám⟧ - Sinh năm: 1980 - Vắng mặt
- Chị ⟦người có quyền lợi, nghĩa vụ liên quan|Mai Thị Nghĩa⟧ - Sinh năm: 1983 - Vắng mặt
NỘI DUNG VỤ ÁN:
Theo đơn khởi kiện.
NHẬN ĐỊNH CỦA TÒA ÁN:
[1] Có căn cứ.
QUYẾT ĐỊNH:
Chấp nhận toàn bộ yêu cầu khởi kiện của Ngân hàng TMCP Thử Việt.
Các đương sự có quyền kháng cáo trong hạn 15 ngày kể từ ngày tuyên án.
"""),
    ("closed_hearing", {
        "case_number": "08/2022/HSST", "court": "Tòa án nhân dân thành phố Thí Dụ, tỉnh Ví Dụ", "decided_on": "2022-02-18", "kind": "bản án", "instance": "sơ thẩm", "case_type": "hình sự", "closed_hearing": True,
        "presiding_judge": "Giàng A Chủ", "result": "phạt tù", "legal_relation": "Hiếp dâm người dưới 16 tuổi", "minors": "Nguyễn Thị Dụ",
    }, """TOÀ ÁN NHÂN DÂN
THÀNH PHỐ THÍ DỤ
TỈNH VÍ DỤ
Bản án số: 08/2022/HSST
Ngày: 18/02/2022
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
NHÂN DANH
NƯỚC CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
TOÀ ÁN NHÂN DÂN THÀNH PHỐ THÍ DỤ - TỈNH VÍ DỤ
Thành phần Hội đồng xét xử sơ thẩm gồm có:
Thẩm phán - Chủ toạ phiên toà: Ông Giàng A Chủ.
Các Hội thẩm nhân dân: Bà Sùng Thị Một và bà Sùng Thị Hai.
Thư ký phiên toà: Ông Ly A Ký.
Đại diện Viện kiểm sát nhân dân thành phố Thí Dụ: Bà Tráng Thị Sát - Kiểm sát viên.
Ngày 18 tháng 02 năm 2022, tại trụ sở Toà án nhân dân thành phố Thí Dụ xét xử sơ thẩm kín vụ án hình sự thụ lý số 03/2022/HSST ngày 05/01/2022 đối với bị cáo:
Họ và tên: ⟦bị cáo|LÊ VĂN THÍ⟧ - Sinh ngày: 20/10/1985; Tại: Ví Dụ. Nơi ĐKHKTT và chỗ ở: Tổ 1, phường P. Nghề nghiệp: Tự do; con ông Lê Ví và bà Đỗ Thị Mẫu; vợ: Hà Thị Vợ; Tiền án, tiền sự: Không. Bị cáo bị tạm giam. Có mặt.
- Bị hại: Cháu ⟦bị hại|Nguyễn Thị Dụ⟧, sinh ngày 12/9/2010 (vắng mặt)
Người đại diện hợp pháp cho bị hại: Bà ⟦người đại diện|Trần Thị Mẹ⟧, sinh năm 1986 - là mẹ đẻ (có mặt)
Người bảo vệ quyền, lợi ích hợp pháp của bị hại: Bà ⟦người bảo vệ quyền và lợi ích hợp pháp|Cứ Thị Trợ⟧ - Trợ giúp viên pháp lý (có mặt)
NỘI DUNG VỤ ÁN
Theo cáo trạng.
NHẬN ĐỊNH CỦA TOÀ ÁN
[1] Có đủ căn cứ.
QUYẾT ĐỊNH
1. Tuyên bố: Bị cáo Lê Văn Thí phạm tội “Hiếp dâm người dưới 16 tuổi”.
2. Áp dụng: điểm b khoản 1 Điều 142 Bộ luật hình sự. Xử phạt bị cáo 08 (tám) năm tù.
"""),
    ("compulsory_treatment", {
        "case_number": "17/2024/QĐ-TA", "court": "Tòa án nhân dân huyện Thí Dụ, tỉnh Ví Dụ", "decided_on": "2024-03-12", "kind": "quyết định", "presiding_judge": "Lò Văn Phán",
    }, """TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ, TỈNH VÍ DỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 17/2024/QĐ-TA
Thí Dụ, ngày 12 tháng 3 năm 2024
QUYẾT ĐỊNH
ÁP DỤNG BIỆN PHÁP XỬ LÝ HÀNH CHÍNH ĐƯA VÀO CƠ SỞ CAI NGHIỆN BẮT BUỘC
TÒA ÁN NHÂN DÂN HUYỆN THÍ DỤ, TỈNH VÍ DỤ
Thẩm phán: Ông Lò Văn Phán.
Thư ký phiên họp: Bà Cư Thị Ký.
Đại diện Viện kiểm sát nhân dân huyện Thí Dụ: Ông Mùa A Sát.
Trong ngày 12 tháng 3 năm 2024, tại trụ sở Tòa án nhân dân huyện Thí Dụ mở phiên họp công khai xem xét, quyết định áp dụng biện pháp xử lý hành chính số 17/2024/TB-TA ngày 01/3/2024 đối với:
Người bị đề nghị: Họ và tên: ⟦người bị đề nghị áp dụng biện pháp xử lý hành chính|Vi Văn Nghiện⟧; sinh ngày 01/01/1995; nơi cư trú: bản 2, xã T; nghề nghiệp: không.
NHẬN ĐỊNH:
Có căn cứ.
QUYẾT ĐỊNH:
1. Áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc.
"""),
    ("labour_appeal", {
        "case_number": "06/2018/LĐ-PT", "court": "Tòa án nhân dân thành phố Ví Dụ", "decided_on": "2018-12-07", "kind": "bản án", "instance": "phúc thẩm", "case_type": "lao động", "result": "hủy",
        "legal_relation": "Tranh chấp về đơn phương chấm dứt hợp đồng lao động", "presiding_judge": "Thạch Thị Chủ", "appealed_number": "30/2018/LĐ-ST", "prosecutor": "Danh Sát",
    }, """TOÀ ÁN NHÂN DÂN
THÀNH PHỐ VÍ DỤ
-----------
Bản án số: 06/2018/LĐ-PT
Ngày: 07/12/2018
V/v:Tranh chấp về đơn phương chấm dứt
hợp đồng lao động
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
NHÂN DANH
NƯỚC CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
TOÀ ÁN NHÂN DÂN THÀNH PHỐ VÍ DỤ
Với thành phần Hội đồng xét xử phúc thẩm gồm có:
- Thẩm phán - Chủ tọa phiên tòa: Bà Thạch Thị Chủ
- Các Thẩm phán:
1/ Ông Sơn Một
2/ Bà Kim Thị Hai
- Thư ký phiên tòa: Ông Lâm Ký - Thư ký Tòa án.
- Đại diện Viện kiểm sát nhân dân Thành phố Ví Dụ tham gia phiên tòa: Ông Danh Sát - Kiểm sát viên.
Trong ngày 07 tháng 12 năm 2018, tại trụ sở Tòa án nhân dân Thành phố Ví Dụ xét xử phúc thẩm công khai vụ án thụ lý số 20/2018/TLPT-LĐ ngày 30/8/2018 về việc “Tranh chấp về đơn phương chấm dứt hợp đồng lao động”.
Do bản án lao động sơ thẩm số 30/2018/LĐ-ST ngày 20 tháng 7 năm 2018 của Tòa án nhân dân Quận X bị kháng cáo.
Giữa các đương sự:
1/ Nguyên đơn: Ông ⟦nguyên đơn|Sample Nguyen John⟧, sinh năm 1979; quốc tịch: Úc. (Có mặt)
Địa chỉ: 5 đường P, phường K, Quận G, Thành phố Ví Dụ.
2/ Bị đơn: ⟦bị đơn|Công ty TNHH Giáo dục Quốc tế Thử⟧
Địa chỉ: 7 đường P, Quận G, Thành phố Ví Dụ.
Đại diện theo ủy quyền: Bà ⟦người đại diện|Âu Thị Quyền⟧, sinh năm 1982 (Giấy ủy quyền ngày 01/9/2018). (Có mặt)
NỘI DUNG VỤ ÁN:
Theo đơn khởi kiện.
NHẬN ĐỊNH CỦA TÒA ÁN:
Vi phạm tố tụng.
QUYẾT ĐỊNH:
Căn cứ khoản 3 Điều 308, Điều 310 Bộ luật tố tụng dân sự;
Hủy Bản án lao động sơ thẩm số 30/2018/LĐ-ST ngày 20/7/2018 của Tòa án nhân dân Quận X.
"""),
    ("one_line", {
        "case_number": "102/2020/HNGĐ-ST", "court": "Tòa án nhân dân quận Thí Dụ, thành phố Ví Dụ", "decided_on": "2020-09-28", "hearing_on": "2020-09-28", "kind": "bản án", "instance": "sơ thẩm", "case_type": "hôn nhân và gia đình",
        "presiding_judge": "Lò Thị Chủ", "clerk": "Vi Thị Ký", "legal_relation": "Ly hôn",
    }, """TÒA ÁN NHÂN DÂN QUẬN THÍ DỤ THÀNH PHỐ VÍ DỤ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Bản án số: 102/2020/HNGĐ-ST Ngày 28-9-2020 V/v: Ly hôn NHÂN DANH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM TÒA ÁN NHÂN DÂN QUẬN THÍ DỤ, THÀNH PHỐ VÍ DỤ - Thành phần Hội đồng xét xử sơ thẩm gồm có: Thẩm phán - Chủ tọa phiên tòa: Bà Lò Thị Chủ Các Hội thẩm nhân dân: Ông Sùng Một và bà Lý Hai - Thư ký phiên tòa: Bà Vi Thị Ký - Thư ký Tòa án. Ngày 28 tháng 9 năm 2020, tại trụ sở Tòa án nhân dân quận Thí Dụ xét xử sơ thẩm công khai vụ án hôn nhân và gia đình thụ lý số 300/2020/TLST-HNGĐ ngày 02 tháng 6 năm 2020 về việc “Ly hôn” giữa các đương sự: 1. Nguyên đơn: Chị ⟦nguyên đơn|Trần Thị Thử⟧, sinh năm 1990; địa chỉ: phường P, quận G (có mặt). 2. Bị đơn: Anh ⟦bị đơn|Phạm Văn Ví⟧, sinh năm 1988; địa chỉ: phường P, quận G (vắng mặt). NỘI DUNG VỤ ÁN: Theo đơn khởi kiện. NHẬN ĐỊNH CỦA TÒA ÁN: [1] Có căn cứ. QUYẾT ĐỊNH: Chấp nhận yêu cầu khởi kiện của chị Trần Thị Thử.
"""),
)  # fmt: skip


def kinds() -> list[tuple[Header, Values]]:
    """Return every opening with what it says about itself."""
    return [(marked(name, text), values) for name, values, text in _KINDS]
