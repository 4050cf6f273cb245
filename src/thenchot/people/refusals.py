"""Why the people room refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, FORBIDDEN, MISSING, Kind

NOT_FOUND = Kind("people.not_found", MISSING, _("Không tìm thấy trang này."))
NOT_GRANTED = Kind("people.not_granted", FORBIDDEN, _("Việc này thuộc cơ quan tham mưu về tổ chức, cán bộ. Nếu cần, đề nghị cơ quan đó thực hiện."))
UNIT_CYCLE = Kind("people.unit_cycle", BAD_INPUT, _("Đơn vị {code} nằm dưới chính nó qua {through}. Sửa cột đơn vị cấp trên rồi nhập lại."))
UNKNOWN_UNIT = Kind("people.unknown_unit", BAD_INPUT, _("Không có đơn vị mang mã {code}. Nhập đơn vị này trước, hoặc sửa mã."))
UNKNOWN_PERSON = Kind("people.unknown_person", BAD_INPUT, _("Không có người mang mã cán bộ {code}. Kiểm tra lại mã, kể cả số 0 ở đầu."))
DATES_REVERSED = Kind("people.dates_reversed", BAD_INPUT, _("Ngày kết thúc {end} trước ngày bắt đầu {start}. Sửa một trong hai ngày."))
UNIT_TOO_DEEP = Kind("people.unit_too_deep", BAD_INPUT, _("Đơn vị {code} nằm sâu hơn {limit} cấp. Đặt dưới một đơn vị ở cấp cao hơn."))
POST_LATER = Kind("people.post_later", BAD_INPUT, _("Mã cán bộ {code} đang có bổ nhiệm, bố trí chính từ ngày {day}. Ngày bắt đầu mới phải sau ngày này."))
OUT_OF_SCOPE = Kind("people.out_of_scope", FORBIDDEN, _("Có {count} đơn vị hoặc người ngoài phạm vi ông/bà phụ trách: {names}. Bỏ các dòng này hoặc đề nghị cơ quan cấp trên nhập."))
NOTHING_TO_IMPORT = Kind("people.nothing_to_import", BAD_INPUT, _("Tệp chưa có dòng dữ liệu nào. Điền tệp mẫu rồi chọn lại."))
NOT_ADMINISTRATOR = Kind("people.not_administrator", FORBIDDEN, _("Quản lý tài khoản thuộc người quản trị hệ thống."))
ACCOUNT_NOT_FOUND = Kind("people.account_not_found", MISSING, _("Tài khoản không tồn tại hoặc không thuộc phạm vi quản trị."))
OWN_ACCOUNT = Kind("people.own_account", FORBIDDEN, _("Không tự khóa hoặc cấp lại mật khẩu cho tài khoản của mình. Đề nghị người quản trị khác thực hiện."))
PASSWORD_WRONG = Kind("people.password_wrong", BAD_INPUT, _("Mật khẩu hiện tại không đúng."))
PASSWORD_DIFFERS = Kind("people.password_differs", BAD_INPUT, _("Hai lần nhập mật khẩu mới không giống nhau."))
PASSWORD_WEAK = Kind("people.password_weak", BAD_INPUT, _("Mật khẩu mới cần ít nhất {fewest} ký tự, không trùng mật khẩu cũ, không dễ đoán và không giống mã cán bộ. Có thể dùng một câu dễ nhớ."))
DELEGATION_NOT_FOUND = Kind("people.delegation_not_found", MISSING, _("Không có dòng phân cấp này, hoặc dòng này ngoài phạm vi ông/bà phụ trách."))
NO_CITATION = Kind("people.no_citation", BAD_INPUT, _("Ghi căn cứ của dòng phân cấp: số, ngày của quyết định hoặc quy chế."))
ONE_HOLDER = Kind("people.one_holder", BAD_INPUT, _("Ghi mã cán bộ của người được giao, hoặc chọn đơn vị có người đứng đầu được giao; không ghi cả hai, không để trống cả hai."))
ENDED_BEFORE_START = Kind("people.ended_before_start", BAD_INPUT, _("Dòng phân cấp có từ ngày {start}; ngày cuối phải từ ngày này trở đi và không sau ngày cuối đã ghi."))
