"""Which unit acts in an article and where it lies: a table of titles, leads and sites with the expected answers.

A row is (unit, kind, place chain from small to large, title, body, day) and, where it matters, the site around it;
unit_stories.csv holds more of them.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from indexer.extract.units import find_publisher, find_unit
from indexer.model import Page, Site


class Case(NamedTuple):
    unit: str
    kind: str
    chain: str
    title: str
    body: str
    day: str | None = None
    site: Site = Site()
    byline: str | None = None


def page_of(case: Case) -> Page:
    return Page(id="case", title=case.title, body=case.body, site=case.site, byline=case.byline)


SUBJECT_OF_THE_LEAD = [
    Case(
        "Ủy ban nhân dân xã Nậm Păm",
        "government",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Hội nghị triển khai nhiệm vụ quý II",
        "Sáng 5/4/2022, UBND xã Nậm Păm, huyện Mường La, tỉnh Sơn La tổ chức hội nghị. Dự có ông Lò Văn Ún, Bí thư.",
        "2022-04-05",
    ),
    Case(
        "Ủy ban nhân dân huyện Vị Xuyên",
        "government",
        "huyện Vị Xuyên; tỉnh Hà Giang",
        "Bàn giao nhà cho hộ nghèo",
        "Ngày 12/9, được sự nhất trí của Tỉnh ủy Hà Giang, UBND huyện Vị Xuyên phối hợp với Ngân hàng A bàn giao nhà.",
        "2019-09-12",
    ),
    Case(
        "Đảng ủy phường Bồng Sơn",
        "party",
        "phường Bồng Sơn; thị xã Hoài Nhơn; tỉnh Bình Định",
        "Sơ kết công tác xây dựng Đảng",
        "Chiều ngày 06/7/2023, tại hội trường UBND phường, Đảng ủy phường Bồng Sơn (thị xã Hoài Nhơn) đã sơ kết.",
        "2023-07-06",
    ),
    Case(
        "Hội đồng nhân dân tỉnh Trà Vinh",
        "council",
        "tỉnh Trà Vinh",
        "Khai mạc kỳ họp thứ 9",
        "Sáng nay, HĐND tỉnh Trà Vinh khóa X, nhiệm kỳ 2021 - 2026 khai mạc kỳ họp thứ 9.",
        "2023-07-10",
    ),
    Case(
        "Thường trực Hội đồng nhân dân huyện Ia Pa",
        "council",
        "huyện Ia Pa; tỉnh Gia Lai",
        "Phiên họp tháng 3",
        "Ngày 28/3, Thường trực HĐND huyện Ia Pa họp phiên thường kỳ tháng 3.",
        "2024-03-28",
    ),
    Case(
        "Ban Pháp chế Hội đồng nhân dân tỉnh Bến Tre",
        "council",
        "tỉnh Bến Tre",
        "Giám sát việc tiếp công dân",
        "Ngày 4/8, Ban Pháp chế HĐND tỉnh Bến Tre giám sát việc tiếp công dân tại huyện Ba Tri.",
        "2020-08-04",
    ),
    Case(
        "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Trà Cú",
        "front",
        "huyện Trà Cú; tỉnh Trà Vinh",
        "Họp mặt chức sắc tôn giáo",
        "Sáng 10/4, Ủy ban MTTQ huyện Trà Cú tổ chức họp mặt các vị sư sãi nhân Tết Chôl Chnăm Thmây.",
        "2021-04-10",
    ),
    Case(
        "Hội Liên hiệp Phụ nữ xã Cẩm Thanh",
        "mass_organisation",
        "xã Cẩm Thanh; thành phố Hội An; tỉnh Quảng Nam",
        "Phụ nữ làm sạch bờ sông",
        "Sáng Chủ nhật, Hội LHPN xã Cẩm Thanh (TP. Hội An) ra quân làm sạch bờ sông Thu Bồn.",
        "2018-06-03",
    ),
    Case(
        "Hội Nông dân huyện Mường Khương",
        "mass_organisation",
        "huyện Mường Khương; tỉnh Lào Cai",
        "Tập huấn trồng quýt",
        "Vừa qua, Hội Nông dân huyện Mường Khương mở lớp tập huấn kỹ thuật trồng quýt tại xã Tung Chung Phố.",
        "2017-05-03",
    ),
    Case(
        "Hội Cựu chiến binh xã Ea Kpam",
        "mass_organisation",
        "xã Ea Kpam; huyện Cư M'gar; tỉnh Đắk Lắk",
        "Gặp mặt ngày truyền thống",
        "Ngày 6/12, Hội CCB xã Ea Kpam, huyện Cư M'gar gặp mặt hội viên nhân ngày truyền thống.",
        "2016-12-06",
    ),
    Case(
        "Liên đoàn Lao động huyện Trà Cú",
        "mass_organisation",
        "huyện Trà Cú; tỉnh Trà Vinh",
        "Tháng Công nhân",
        "LĐLĐ huyện Trà Cú phát động Tháng Công nhân và trao 30 suất quà.",
        "2019-05-03",
    ),
    Case(
        "Huyện đoàn Ia Pa",
        "mass_organisation",
        "huyện Ia Pa; tỉnh Gia Lai",
        "Khởi công nhà nhân ái",
        "Sáng 2/3/2018, Huyện đoàn Ia Pa (tỉnh Gia Lai) khởi công Nhà nhân ái cho anh Ksor Hă.",
        "2018-03-02",
    ),
    Case(
        "Đoàn Thanh niên phường Nghĩa Lộ",
        "mass_organisation",
        "phường Nghĩa Lộ; thành phố Quảng Ngãi; tỉnh Quảng Ngãi",
        "Ngày chủ nhật xanh",
        "Đoàn Thanh niên phường Nghĩa Lộ, TP. Quảng Ngãi ra quân Ngày chủ nhật xanh lần thứ nhất.",
        "2019-03-17",
    ),
    Case(
        "Sở Y tế tỉnh Sóc Trăng",
        "department",
        "tỉnh Sóc Trăng",
        "Kiểm tra an toàn thực phẩm",
        "Ngày 9/5, Sở Y tế tỉnh Sóc Trăng kiểm tra các cơ sở chế biến bánh pía.",
        "2018-05-09",
    ),
    Case(
        "Phòng Giáo dục và Đào tạo huyện Vị Xuyên",
        "department",
        "huyện Vị Xuyên; tỉnh Hà Giang",
        "Tổng kết năm học",
        "Ngày 30/5, Phòng GD&ĐT huyện Vị Xuyên tổng kết năm học 2021 - 2022.",
        "2022-05-30",
    ),
    Case(
        "Bảo hiểm xã hội huyện Trà Cú",
        "department",
        "huyện Trà Cú; tỉnh Trà Vinh",
        "Ra quân vận động bảo hiểm",
        "BHXH huyện Trà Cú phối hợp Bưu điện huyện tổ chức lễ ra quân vận động người dân tham gia.",
        "2021-05-20",
    ),
    Case(
        "Trung tâm Y tế huyện Mường La",
        "public_service",
        "huyện Mường La; tỉnh Sơn La",
        "Tiêm vắc xin mũi 3",
        "Từ ngày 4/1, Trung tâm Y tế huyện Mường La triển khai tiêm mũi 3 cho người trên 50 tuổi.",
        "2022-01-04",
    ),
    Case(
        "Trạm Y tế xã Nậm Păm",
        "public_service",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Khám bệnh cho người cao tuổi",
        "Trong hai ngày 7 và 8/10, Trạm Y tế xã Nậm Păm khám bệnh, cấp thuốc cho 140 cụ.",
        "2018-10-08",
    ),
    Case(
        "Trung tâm Văn hóa, Thông tin và Thể thao huyện Ia Pa",
        "public_service",
        "huyện Ia Pa; tỉnh Gia Lai",
        "Hội thi cồng chiêng",
        "Trung tâm Văn hóa, Thông tin và Thể thao huyện Ia Pa tổ chức Hội thi cồng chiêng.",
        "2019-04-20",
    ),
    Case(
        "Bệnh viện Đa khoa tỉnh Sóc Trăng",
        "public_service",
        "tỉnh Sóc Trăng",
        "Hiến máu",
        "Sáng 14/6, Bệnh viện Đa khoa tỉnh Sóc Trăng tổ chức ngày hội hiến máu, thu 210 đơn vị.",
        "2019-06-14",
    ),
    Case(
        "Tòa án nhân dân huyện Vị Xuyên",
        "justice",
        "huyện Vị Xuyên; tỉnh Hà Giang",
        "Xét xử lưu động",
        "Ngày 21/10, tại xã Thuận Hòa, TAND huyện Vị Xuyên mở phiên tòa xét xử lưu động vụ án ma túy.",
        "2016-10-21",
    ),
    Case(
        "Viện kiểm sát nhân dân huyện Mường Khương",
        "justice",
        "huyện Mường Khương; tỉnh Lào Cai",
        "Kiểm sát nhà tạm giữ",
        "Vừa qua, VKSND huyện Mường Khương đã trực tiếp kiểm sát nhà tạm giữ Công an huyện.",
        "2015-06-12",
    ),
    Case(
        "Chi cục Thi hành án dân sự huyện Trà Cú",
        "justice",
        "huyện Trà Cú; tỉnh Trà Vinh",
        "Cưỡng chế giao đất",
        "Chi cục THADS huyện Trà Cú phối hợp các ngành tiến hành cưỡng chế giao quyền sử dụng đất.",
        "2017-08-30",
    ),
    Case(
        "Công an huyện Vị Xuyên",
        "force",
        "huyện Vị Xuyên; tỉnh Hà Giang",
        "Bắt đối tượng vận chuyển pháo nổ",
        "Rạng sáng 3/1, Công an huyện Vị Xuyên bắt quả tang Giàng Mí S. vận chuyển 40 kg pháo.",
        "2023-01-03",
    ),
    Case(
        "Ban Chỉ huy Quân sự xã Ea Kpam",
        "force",
        "xã Ea Kpam; huyện Cư M'gar; tỉnh Đắk Lắk",
        "Huấn luyện dân quân năm thứ nhất",
        "Ban CHQS xã Ea Kpam (huyện Cư M'gar, tỉnh Đắk Lắk) khai mạc huấn luyện dân quân năm thứ nhất.",
        "2024-04-02",
    ),
    Case(
        "Hội đồng nghĩa vụ quân sự huyện Ia Pa",
        "committee",
        "huyện Ia Pa; tỉnh Gia Lai",
        "Lễ giao nhận quân",
        "Hội đồng NVQS huyện Ia Pa long trọng tổ chức Lễ giao, nhận quân, 150 thanh niên lên đường.",
        "2022-02-15",
    ),
    Case(
        "Ban Chỉ đạo phòng, chống dịch Covid-19 xã Nậm Păm",
        "committee",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Họp bàn phương án cách ly",
        "Ngày 2/8, BCĐ phòng, chống dịch Covid-19 xã Nậm Păm họp bàn phương án cách ly người trở về.",
        "2021-08-02",
    ),
    Case(
        "Ban Công tác Mặt trận thôn Lũng Vài",
        "grass_roots",
        "thôn Lũng Vài; huyện Mường Khương; tỉnh Lào Cai",
        "Ngày hội Đại đoàn kết",
        "Ban Công tác Mặt trận thôn Lũng Vài (huyện Mường Khương) tổ chức Ngày hội Đại đoàn kết toàn dân tộc.",
        "2017-11-12",
    ),
    Case(
        "Chi bộ khu phố 3",
        "party",
        "khu phố 3; phường 12; quận 10; Thành phố Hồ Chí Minh",
        "Đại hội Chi bộ khu phố 3",
        "Chi bộ khu phố 3, phường 12, quận 10, TPHCM tổ chức Đại hội nhiệm kỳ 2022 - 2025.",
        "2022-06-18",
    ),
    Case(
        "Kho bạc Nhà nước huyện Vị Xuyên",
        "department",
        "huyện Vị Xuyên; tỉnh Hà Giang",
        "Hội nghị cán bộ công chức",
        "Chiều 11/1, KBNN huyện Vị Xuyên tổ chức hội nghị cán bộ, công chức năm 2017.",
        "2017-01-11",
    ),
    Case(
        "Hội Chữ thập đỏ phường 12",
        "mass_organisation",
        "phường 12; quận 10; Thành phố Hồ Chí Minh",
        "Tặng quà bệnh nhân nghèo",
        "Hội CTĐ P.12, Q.10 trao 60 phần quà cho bệnh nhân nghèo.",
        "2013-07-08",
    ),
    Case(
        "Ủy ban nhân dân phường 12",
        "government",
        "phường 12; quận 10; Thành phố Hồ Chí Minh",
        "Đối thoại với tiểu thương",
        "Ngày 8/7, do UBND Phường 12 (Q.10) tổ chức, hội nghị đối thoại với tiểu thương thu hút 90 người.",
        "2013-07-08",
    ),
    Case(
        "Ủy ban nhân dân huyện Ia Pa",
        "government",
        "huyện Ia Pa; tỉnh Gia Lai",
        "Lễ hội mừng lúa mới",
        "Lễ hội mừng lúa mới vừa được UBND huyện Ia Pa (Gia Lai) tổ chức tại buôn Blôm.",
        "2016-12-01",
    ),
    Case(
        "Tỉnh đoàn Sóc Trăng",
        "mass_organisation",
        "tỉnh Sóc Trăng",
        "Tiếp sức mùa thi",
        "Sáng 5/6, Tỉnh đoàn Sóc Trăng ra quân chương trình Tiếp sức mùa thi.",
        "2019-06-05",
    ),
]

OTHER_SIGNALS = [
    Case(
        "Huyện ủy Mường La",
        "party",
        "huyện Mường La; tỉnh Sơn La",
        "Kiểm tra công tác phòng chống rét",
        "Ngày 8/1, Đoàn công tác của Huyện ủy do đồng chí Bí thư làm trưởng đoàn đã kiểm tra công tác phòng, chống rét."
        " Theo kế hoạch của Huyện ủy Mường La, các xã rà soát đàn gia súc.",
        "2021-01-08",
    ),
    Case(
        "Ủy ban nhân dân phường 12",
        "government",
        "phường 12; quận 10; Thành phố Hồ Chí Minh",
        "Phường 12: Ra mắt mô hình camera an ninh",
        "Mô hình gồm 40 camera do người dân đóng góp, đặt tại các hẻm của quận 10.",
        "2019-05-02",
    ),
    Case(
        "Ủy ban nhân dân phường 12",
        "government",
        "phường 12; quận 10; Thành phố Hồ Chí Minh",
        "Phường 12: Họp Ban Chỉ đạo phòng, chống ma túy",
        "Chiều 3/6, tại trụ sở UBND phường 12, quận 10, Ban Chỉ đạo phòng, chống ma túy phường họp phiên thứ hai.",
        "2019-06-03",
    ),
    Case(
        "Ban Chỉ đạo phòng, chống ma túy phường 12",
        "committee",
        "phường 12; quận 10; Thành phố Hồ Chí Minh",
        "Họp Ban Chỉ đạo phòng, chống ma túy phường 12, quận 10",
        "Chiều 3/6, Ban Chỉ đạo phòng, chống ma túy phường họp phiên thứ hai.",
        "2019-06-03",
    ),
    Case(
        "Ủy ban nhân dân xã Ea Kpam",
        "government",
        "xã Ea Kpam; huyện Cư M'gar; tỉnh Đắk Lắk",
        "Ea Kpam: 40 hộ thoát nghèo nhờ nuôi bò",
        "Từ nguồn vốn vay, nhiều hộ ở xã Ea Kpam (Cư M'gar, Đắk Lắk) mua bò giống về nuôi.",
        "2015-03-03",
    ),
    Case(
        "Hội Nông dân xã Nậm Păm",
        "mass_organisation",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Hội Nông dân xã Nậm Păm ra mắt tổ hợp tác nuôi cá lồng",
        "Buổi lễ có 40 hội viên và đại diện các bản tham dự.",
        "2020-10-14",
    ),
    Case(
        "Hội Liên hiệp Phụ nữ xã Nậm Păm",
        "mass_organisation",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "HỘI LHPN XÃ NẬM PĂM: TRAO SINH KẾ CHO HỘI VIÊN",
        "Năm hội viên nghèo được tặng gà giống và thức ăn.",
        "2020-10-14",
    ),
    Case(
        "Ủy ban nhân dân huyện Trà Cú",
        "government",
        "huyện Trà Cú; tỉnh Trà Vinh",
        "HUYỆN TRÀ CÚ: SƠ KẾT 5 NĂM XÂY DỰNG NÔNG THÔN MỚI",
        "Đến nay có 9 xã được công nhận, thu nhập bình quân tăng gấp đôi.",
        "2016-03-03",
    ),
    Case(
        "Ủy ban nhân dân phường 12",
        "government",
        "phường 12; quận 10; Thành phố Hồ Chí Minh",
        "Hội nghị tổng kết năm",
        "Sáng 28/12, tại Hội trường UBND phường 12 quận 10 đã diễn ra lễ và tổ chức khen thưởng 40 tập thể.",
        "2018-12-28",
    ),
    Case(
        "Ủy ban nhân dân xã Nậm Păm",
        "government",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Chủ tịch UBND xã Nậm Păm tiếp công dân định kỳ",
        "Ba lượt công dân đến kiến nghị về đất đai, huyện Mường La sẽ xem xét.",
        "2020-10-14",
    ),
    Case(
        "Huyện ủy Mường La",
        "party",
        "huyện Mường La; tỉnh Sơn La",
        "BÍ THƯ HUYỆN ỦY MƯỜNG LA THĂM TRẠM KIỂM LÂM",
        "Tại các nơi đến thăm, đồng chí động viên cán bộ trực Tết.",
        "2020-01-20",
    ),
    Case(
        "Ủy ban nhân dân xã Nậm Păm",
        "government",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Lãnh đạo xã Nậm Păm chúc Tết các thôn bản",
        "Ở mỗi nơi đến, đoàn tặng quà người có uy tín.",
        "2020-01-20",
    ),
    Case(
        "Ủy ban nhân dân xã Nậm Păm",
        "government",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Lấy ý kiến về sắp xếp bản",
        "Ngày 3/4/2020 xã Nậm Păm (huyện Mường La) tổ chức lấy ý kiến cử tri tại 6 bản.",
        "2020-04-03",
    ),
    Case(
        "Hội đồng nhân dân xã Nậm Păm",
        "council",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Tổ đại biểu số 1 HĐND xã Nậm Păm tiếp xúc cử tri",
        "Cử tri bản Hua Nà kiến nghị sửa đường điện.",
        "2020-04-03",
    ),
    Case(
        "Hội đồng nhân dân huyện Vị Xuyên",
        "council",
        "huyện Vị Xuyên; tỉnh Hà Giang",
        "Kỳ họp thứ 6, HĐND huyện Vị Xuyên khóa XIX",
        "Trong hai ngày làm việc, các đại biểu thông qua 8 nghị quyết.",
        "2018-07-12",
    ),
    Case(
        "Đảng ủy xã Nậm Păm",
        "party",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Thăm gia đình chính sách",
        "Nhân ngày 27/7, Đảng ủy - HĐND - UBND - UBMTTQ xã Nậm Păm, huyện Mường La đã tổ chức thăm 30 gia đình.",
        "2019-07-27",
    ),
    Case(
        "Huyện ủy Mường La",
        "party",
        "huyện Mường La; tỉnh Sơn La",
        "Huyện ủy Mường La công bố quyết định cán bộ",
        "Sáng 4/5, Ban Thường vụ Huyện ủy Mường La tổ chức hội nghị công bố quyết định.",
        "2019-05-04",
    ),
    Case(
        "Hội Người cao tuổi xã Nậm Păm",
        "mass_organisation",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Niềm vui tuổi già",
        "Ở tuổi 80, cụ Lò Thị Ban vẫn dạy con cháu dệt thổ cẩm. Huyện Mường La đã mời cụ đi biểu diễn.",
        "2019-05-04",
        Site(),
        "Lò Hặc (Hội Người cao tuổi xã Nậm Păm)",
    ),
    Case(
        "Công an phường 12",
        "force",
        "phường 12; quận 10; Thành phố Hồ Chí Minh",
        "Cấp căn cước lưu động",
        "Ngày 3/5/2021, Công an phường tổ chức cấp căn cước công dân lưu động cho người già yếu.",
        "2021-05-03",
        Site(name="Trang thông tin điện tử Phường 12 - Quận 10"),
    ),
    Case(
        "Ủy ban nhân dân phường Ngọc Lâm",
        "government",
        "phường Ngọc Lâm; quận Long Biên; thành phố Hà Nội",
        "Ra quân xử lý vi phạm trật tự đô thị",
        "Sáng 3/5/2021, phường tổ chức ra quân xử lý vi phạm trên các tuyến phố.",
        "2021-05-03",
        Site(host="ngoclam.longbien.hanoi.gov.vn"),
    ),
    Case(
        "Trung tâm Y tế huyện Mường La",
        "public_service",
        "huyện Mường La; tỉnh Sơn La",
        "Hội thảo chăm sóc người bệnh",
        "Chiều 7/7, Trung tâm tổ chức hội thảo chăm sóc người bệnh toàn diện.",
        "2021-07-07",
        Site(name="Trung tâm Y tế huyện Mường La"),
    ),
    Case(
        "Ủy ban nhân dân xã Nậm Păm",
        "government",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Thông tin mùa vụ",
        "Bà con gieo cấy xong 120 ha lúa chiêm xuân, sâu bệnh ít.",
        "2021-03-07",
        Site(name="Trang thông tin điện tử xã Nậm Păm"),
    ),
    Case(
        "Hội Nông dân xã Nậm Păm",
        "mass_organisation",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Ra mắt mô hình thu gom vỏ thuốc",
        "Hội Nông dân xã Nậm Păm ra mắt mô hình thu gom vỏ bao thuốc bảo vệ thực vật.",
        "2021-03-07",
        Site(name="Cổng thông tin điện tử huyện Mường La", host="muongla.sonla.gov.vn"),
    ),
]

OWN_NAMES = [
    Case(
        "Trường Tiểu học Nậm Păm",
        "school",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Khai giảng",
        "Ngày 5/9, Trường Tiểu học Nậm Păm (huyện Mường La, tỉnh Sơn La) tổ chức lễ khai giảng.",
        "2019-09-05",
    ),
    Case(
        "Trường THPT Mường La",
        "school",
        "huyện Mường La; tỉnh Sơn La",
        "Trường THPT Mường La kỷ niệm 50 năm thành lập",
        "Sáng 20/11, thầy và trò Trường THPT Mường La (tỉnh Sơn La) long trọng tổ chức lễ kỷ niệm.",
        "2019-11-20",
    ),
    Case(
        "Trường Mầm non Hoa Ban",
        "school",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Vui Tết Trung thu",
        "Tối 12/9, Trường Mầm non Hoa Ban, xã Nậm Păm, huyện Mường La tổ chức vui Tết Trung thu.",
        "2019-09-12",
    ),
    Case(
        "Trường THCS Lê Quý Đôn",
        "school",
        "phường 12; quận 10; Thành phố Hồ Chí Minh",
        "Ngày hội đọc sách",
        "Trường THCS Lê Quý Đôn (phường 12, quận 10, TPHCM) tổ chức ngày hội đọc sách.",
        "2019-04-21",
    ),
    Case(
        "Trường PTDTBT Tiểu học và THCS Nậm Păm",
        "school",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Bữa cơm bán trú",
        "Nhà trường đã tổ chức nấu ăn cho 200 em ở bán trú, phụ huynh góp rau củ.",
        "2019-04-21",
        Site(name="Trường PTDTBT Tiểu học và THCS Nậm Păm", footer="Phòng GD&ĐT huyện Mường La"),
    ),
    Case(
        "Đồn Biên phòng Lai Hòa",
        "force",
        "xã Lai Hòa; thị xã Vĩnh Châu; tỉnh Sóc Trăng",
        "Tuần tra bảo vệ bờ biển",
        "Đêm 3/5, Đồn Biên phòng Lai Hòa phối hợp dân quân thị xã Vĩnh Châu tổ chức tuần tra.",
        "2019-05-03",
    ),
    Case(
        "Bệnh viện Đa khoa khu vực Nghĩa Lộ",
        "public_service",
        "thị xã Nghĩa Lộ; tỉnh Yên Bái",
        "Mổ cấp cứu thành công",
        "Ngày 3/5, Bệnh viện Đa khoa khu vực Nghĩa Lộ, tỉnh Yên Bái tiếp nhận và mổ cấp cứu một sản phụ.",
        "2019-05-03",
    ),
    Case(
        "Công đoàn Trường Tiểu học Nậm Păm",
        "mass_organisation",
        "xã Nậm Păm; huyện Mường La; tỉnh Sơn La",
        "Hội thi nấu ăn",
        "Công đoàn Trường Tiểu học Nậm Păm, huyện Mường La tổ chức hội thi nấu ăn ngày 8/3.",
        "2019-03-08",
    ),
    Case(
        "Đảng ủy Trung tâm Y tế huyện Mường La",
        "party",
        "huyện Mường La; tỉnh Sơn La",
        "Sơ kết sáu tháng",
        "Đảng ủy Trung tâm Y tế huyện Mường La tổ chức sơ kết công tác sáu tháng đầu năm.",
        "2019-07-08",
    ),
    Case(
        "Chi cục Thuế khu vực Mường La - Bắc Yên",
        "department",
        "huyện Mường La; tỉnh Sơn La",
        "Hỗ trợ quyết toán thuế",
        "Tại thị trấn Ít Ong, huyện Mường La, Chi cục Thuế khu vực Mường La - Bắc Yên tổ chức hỗ trợ quyết toán thuế.",
        "2021-03-08",
    ),
    Case(
        "Công an Long Biên",
        "force",
        "quận Long Biên; thành phố Hà Nội",
        "Xử lý xe quá tải",
        "Đêm 3/3, Công an Long Biên (Hà Nội) tổ chức tuần tra, xử lý 9 xe quá tải trên địa bàn quận.",
        "2021-03-03",
    ),
]

NEW_MAP = [
    Case(
        "Ủy ban nhân dân xã Chư Prông",
        "government",
        "xã Chư Prông; tỉnh Gia Lai",
        "Chư Prông: Ra mắt tổ công nghệ số",
        "Ngày 3/9/2025, UBND xã Chư Prông ra mắt 20 tổ công nghệ số cộng đồng.",
        "2025-09-03",
    ),
    Case(
        "Ủy ban nhân dân huyện Chư Prông",
        "government",
        "huyện Chư Prông; tỉnh Gia Lai",
        "Chư Prông: Ra mắt tổ công nghệ số",
        "Ngày 3/9/2023, UBND huyện Chư Prông ra mắt các tổ công nghệ số cộng đồng.",
        "2023-09-03",
    ),
    Case(
        "Đảng ủy đặc khu Phú Quốc",
        "party",
        "đặc khu Phú Quốc; tỉnh An Giang",
        "Học tập nghị quyết",
        "Sáng 3/11, Đảng ủy đặc khu Phú Quốc tổ chức hội nghị học tập nghị quyết.",
        "2025-11-03",
    ),
    Case(
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã Kiên Lương",
        "front",
        "xã Kiên Lương; tỉnh An Giang",
        "Đại hội Mặt trận",
        "Ủy ban MTTQ Việt Nam xã Kiên Lương (tỉnh An Giang) tổ chức Đại hội lần thứ I, nhiệm kỳ 2025 - 2030.",
        "2025-09-20",
    ),
    Case(
        "Trung tâm Phục vụ hành chính công phường Bồng Sơn",
        "public_service",
        "phường Bồng Sơn; tỉnh Gia Lai",
        "Hỗ trợ nộp hồ sơ tại nhà",
        "Trung tâm Phục vụ hành chính công phường Bồng Sơn triển khai hỗ trợ người già nộp hồ sơ tại nhà.",
        "2025-10-10",
    ),
    Case(
        "Phòng Kinh tế, Hạ tầng và Đô thị phường Bồng Sơn",
        "department",
        "phường Bồng Sơn; tỉnh Gia Lai",
        "Kiểm tra vỉa hè",
        "Ngày 5/2/2026, Phòng Kinh tế, Hạ tầng và Đô thị phường Bồng Sơn tiến hành kiểm tra vỉa hè.",
        "2026-02-05",
    ),
    Case(
        "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Lai Hòa",
        "department",
        "xã Lai Hòa; thành phố Cần Thơ",
        "Tập huấn chữ ký số",
        "Văn phòng HĐND và UBND xã Lai Hòa tổ chức tập huấn chữ ký số.",
        "2025-12-02",
    ),
    Case(
        "Tòa án nhân dân khu vực 5",
        "justice",
        "tỉnh Gia Lai",
        "Phiên tòa trực tuyến",
        "Ngày 3/10/2025, Tòa án nhân dân khu vực 5 - Gia Lai mở phiên tòa trực tuyến đầu tiên.",
        "2025-10-03",
    ),
    Case(
        "Ủy ban nhân dân phường Nghĩa Lộ",
        "government",
        "phường Nghĩa Lộ; tỉnh Lào Cai",
        "Lễ hội Mường Lò",
        "UBND phường Nghĩa Lộ (tỉnh Lào Cai) khai mạc lễ hội Mường Lò.",
        "2025-09-26",
    ),
    Case(
        "Đảng ủy phường Việt Hưng",
        "party",
        "phường Việt Hưng; thành phố Hà Nội",
        "Sinh hoạt chi bộ mẫu",
        "Chiều 4/8/2025, Đảng ủy phường tổ chức sinh hoạt chi bộ mẫu.",
        "2025-08-04",
        Site(name="Phường Việt Hưng - Hà Nội"),
    ),
    Case(
        "Hội Nông dân xã Kiên Lương",
        "mass_organisation",
        "xã Kiên Lương; tỉnh An Giang",
        "Trao cây giống",
        "Sáng nay, Hội Nông dân xã Kiên Lương trao 500 cây giống cho hội viên sau sắp xếp đơn vị hành chính.",
        None,
    ),
]

CHANGED_MAPS = [
    Case(
        "Ủy ban nhân dân huyện Mê Linh",
        "government",
        "huyện Mê Linh; tỉnh Vĩnh Phúc",
        "Gieo cấy vụ xuân",
        "UBND huyện Mê Linh (tỉnh Vĩnh Phúc) chỉ đạo và tổ chức lấy nước đổ ải.",
        "2007-02-01",
    ),
    Case(
        "Ủy ban nhân dân huyện Chương Mỹ",
        "government",
        "huyện Chương Mỹ; tỉnh Hà Tây",
        "Phát triển làng nghề",
        "Sáng 3/3/2006, UBND huyện Chương Mỹ, tỉnh Hà Tây tổ chức hội nghị.",
        "2006-03-03",
    ),
    Case(
        "Huyện ủy Từ Liêm",
        "party",
        "huyện Từ Liêm; thành phố Hà Nội",
        "Trao Huy hiệu Đảng",
        "Huyện ủy Từ Liêm tổ chức trao Huy hiệu Đảng đợt 3/2.",
        "2012-02-02",
    ),
    Case(
        "Ủy ban nhân dân quận 9",
        "government",
        "quận 9; Thành phố Hồ Chí Minh",
        "Bàn giao công trình",
        "UBND quận 9 tổ chức bàn giao công trình mở rộng hẻm.",
        "2018-02-02",
    ),
    Case(
        "Ủy ban nhân dân phường Linh Xuân",
        "government",
        "phường Linh Xuân; thành phố Thủ Đức; Thành phố Hồ Chí Minh",
        "Bàn giao công trình",
        "UBND phường Linh Xuân, TP Thủ Đức tổ chức bàn giao công trình mở rộng hẻm.",
        "2022-02-02",
    ),
    Case(
        "Ủy ban nhân dân phường Linh Xuân",
        "government",
        "phường Linh Xuân; quận Thủ Đức; Thành phố Hồ Chí Minh",
        "Bàn giao công trình",
        "UBND phường Linh Xuân, quận Thủ Đức tổ chức bàn giao công trình mở rộng hẻm.",
        "2017-02-02",
    ),
    Case(
        "Huyện ủy Đạ Tẻh",
        "party",
        "huyện Đạ Tẻh; tỉnh Lâm Đồng",
        "Tọa đàm",
        "Huyện ủy Đạ Tẻh tổ chức tọa đàm về nêu gương.",
        "2019-02-02",
    ),
    Case(
        "Ủy ban nhân dân phường Vĩnh Ninh",
        "government",
        "phường Vĩnh Ninh; thành phố Huế; tỉnh Thừa Thiên Huế",
        "Ngày Chủ nhật xanh",
        "UBND phường Vĩnh Ninh, thành phố Huế ra quân Ngày Chủ nhật xanh.",
        "2020-02-02",
    ),
    Case(
        "Ủy ban nhân dân huyện Nam Đông",
        "government",
        "huyện Nam Đông; tỉnh Thừa Thiên Huế",
        "Lễ hội cồng chiêng",
        "UBND huyện Nam Đông khai mạc lễ hội cồng chiêng của đồng bào Cơ Tu.",
        "2020-02-02",
    ),
    Case(
        "Ủy ban nhân dân thị xã Từ Sơn",
        "government",
        "thị xã Từ Sơn; tỉnh Bắc Ninh",
        "Hội nghị giao ban",
        "UBND thị xã Từ Sơn tổ chức hội nghị giao ban.",
        "2014-02-02",
    ),
]

HOMONYMS = [
    Case(
        "Ủy ban nhân dân xã Tân Thành",
        "government",
        "xã Tân Thành",
        "Làm đường hoa",
        "UBND xã Tân Thành tổ chức trồng đường hoa.",
        "2019-02-02",
    ),
    Case(
        "Ủy ban nhân dân xã Tân Thành",
        "government",
        "xã Tân Thành; huyện Cao Lộc; tỉnh Lạng Sơn",
        "Làm đường hoa",
        "UBND xã Tân Thành tổ chức trồng đường hoa. Ông Hoàng A, Phó Chủ tịch UBND huyện Cao Lộc đến dự.",
        "2019-02-02",
    ),
    Case(
        "Ủy ban nhân dân phường 1",
        "government",
        "phường 1",
        "Hội nghị",
        "Sáng nay, Ủy ban nhân dân phường 1 tổ chức hội nghị.",
        "2019-02-02",
    ),
    Case(
        "Ủy ban nhân dân xã Quang Trung",
        "government",
        "xã Quang Trung; huyện Thống Nhất; tỉnh Đồng Nai",
        "Hội nghị",
        "UBND xã Quang Trung (huyện Thống Nhất) tổ chức hội nghị trên đường Lê Lợi.",
        "2019-02-02",
    ),
    Case(
        "Hội Nông dân xã Đồng Văn",
        "mass_organisation",
        "xã Đồng Văn; huyện Tân Kỳ; tỉnh Nghệ An",
        "Hội Nông dân xã Đồng Văn trao vốn",
        "Nguồn vốn do Hội Nông dân huyện Tân Kỳ quản lý.",
        "2019-02-02",
    ),
]


def read_stories() -> list[Case]:
    with (Path(__file__).parent / "unit_stories.csv").open(encoding="utf-8", newline="") as handle:
        return [
            Case(
                row["unit"],
                row["kind"],
                row["chain"],
                row["title"],
                row["body"],
                row["day"],
                Site(row["site"], row["host"], "", row["footer"]),
            )
            for row in csv.DictReader(handle)
        ]


STORIES = read_stories()
CASES = [*STORIES, *SUBJECT_OF_THE_LEAD, *OTHER_SIGNALS, *OWN_NAMES, *NEW_MAP, *CHANGED_MAPS, *HOMONYMS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.unit} / {case.title}")
def test_the_acting_unit_is_found_with_kind_and_place(case: Case) -> None:
    unit = find_unit(page_of(case), case.day)
    assert unit is not None
    assert (unit.name, unit.kind, "; ".join(unit.place.chain)) == (case.unit, case.kind, case.chain)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.unit} / {case.title}")
def test_the_evidence_is_a_sentence_of_the_page(case: Case) -> None:
    page = page_of(case)
    unit = find_unit(page, case.day)
    assert unit is not None
    assert unit.evidence.rule
    whole = "\n".join((page.title, page.body, page.byline or "", page.site.name))
    assert unit.evidence.sentence.strip() in whole
    span = unit.evidence.span
    if span and span.text in ("title", "body"):
        assert 0 <= span.start <= span.end <= len(getattr(page, span.text))


def test_a_page_that_names_no_unit_has_none() -> None:
    assert (
        find_unit(Page(id="x", title="Thời tiết hôm nay", body="Trời nắng nóng, chiều tối có mưa rào."), None) is None
    )


@pytest.mark.parametrize(
    ("site", "publisher"),
    [
        (Site(name="Trang thông tin điện tử xã Nậm Păm - huyện Mường La"), "Ủy ban nhân dân xã Nậm Păm"),
        (Site(name="HĐND-UBND xã Lai Hòa"), "Hội đồng nhân dân xã Lai Hòa"),
        (Site(name="Hội Nông dân tỉnh Cà Mau"), "Hội Nông dân tỉnh Cà Mau"),
        (Site(footer="Bản quyền thuộc UBND huyện Mường La"), "Ủy ban nhân dân huyện Mường La"),
        (Site(name="Trường THCS Tam Hưng"), "Trường THCS Tam Hưng"),
        (Site(name="Tin tức 24 giờ"), None),
    ],
)
def test_the_publisher_is_the_unit_of_the_site(site: Site, publisher: str | None) -> None:
    page = Page(id="x", title="Hội nghị", body="UBND xã khác tổ chức hội nghị.", site=site)
    assert find_publisher(page) == publisher
