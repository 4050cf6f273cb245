"""Why the month's verbs refuse: each with its code, and the article where one applies."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind

SHEET_NOT_FOUND = Kind(
    "sheet.not_found",
    MISSING,
    _(
        "Phiếu không tồn tại hoặc không thuộc phạm vi của ông/bà. Nếu cần xem vì công việc, liên hệ cơ quan tổ chức, cán bộ."
    ),
)
CYCLE_NOT_FOUND = Kind("cycle.not_found", MISSING, _("Kỳ đánh giá không tồn tại hoặc không thuộc phạm vi của ông/bà."))
NOT_OWN = Kind(
    "sheet.not_own", FORBIDDEN, _("Chỉ người được đánh giá tự chấm và gửi phiếu của mình."), "Điều 17 khoản 2"
)
NOT_SCORER = Kind(
    "sheet.not_scorer",
    FORBIDDEN,
    _("Người theo dõi, đánh giá phiếu này là {scorer}. Ông/bà xem được phiếu nhưng không xác nhận được."),
    "Điều 10 khoản 1",
)
NOT_RANKER = Kind(
    "sheet.not_ranker", FORBIDDEN, _("Cấp đề xuất xếp loại của phiếu này là {ranker}."), "Điều 10 khoản 2"
)
NOT_DECIDER = Kind(
    "sheet.not_decider", FORBIDDEN, _("Cấp có thẩm quyền quyết định đối với phiếu này là {decider}."), "Điều 10 khoản 2"
)
NOT_OF_THE_BODY = Kind(
    "cycle.not_decider",
    FORBIDDEN,
    _("Chỉ cấp có thẩm quyền quyết định mức của người trong cơ quan ghi nhận được thành tích nổi trội của cơ quan đó."),
    "Điều 20 khoản 5 điểm b",
)
OUTSTANDING_NOTE = Kind(
    "cycle.outstanding_note",
    BAD_INPUT,
    _("Nêu thành tích xuất sắc, nổi trội làm căn cứ cho tỷ lệ cao hơn."),
    "Điều 20 khoản 5 điểm b",
)
NO_HIGHER_SHARE = Kind(
    "cycle.no_higher_share",
    FORBIDDEN,
    _("Bộ quy tắc của kỳ không có tỷ lệ cao hơn cho cơ quan có thành tích nổi trội."),
)
NOT_DEPUTY = Kind(
    "sheet.not_deputy",
    FORBIDDEN,
    _("Phiếu này không thuộc lĩnh vực ông/bà phụ trách nên không góp ý được."),
    "Điều 15 khoản 4",
)
NOT_ORGANISER = Kind(
    "cycle.not_organiser",
    FORBIDDEN,
    _("Việc mở, công bố và đóng kỳ thuộc cơ quan tham mưu về tổ chức, cán bộ."),
    "Điều 17 khoản 3",
)
NOT_AUDITOR = Kind(
    "cycle.not_auditor",
    FORBIDDEN,
    _("Việc rút hồ sơ để kiểm tra thuộc cơ quan kiểm tra, giám sát."),
)
NOT_VERIFIER = Kind(
    "cycle.not_verifier",
    FORBIDDEN,
    _("Việc tính lại và đối chiếu thuộc cơ quan tham mưu về tổ chức, cán bộ và cơ quan kiểm tra, giám sát."),
)
NOTHING_CHOSEN = Kind("sheet.nothing_chosen", BAD_INPUT, _("Chọn ít nhất một trường hợp rồi thực hiện."))
STEP_DAYS = Kind(
    "cycle.step_days",
    BAD_INPUT,
    _("Nhập ngày đầu và ngày cuối dạng 25/11/2026, ngày đầu không sau ngày cuối."),
)
BAD_DAYS = Kind(
    "cycle.bad_days",
    BAD_INPUT,
    _("Ngày của bước “{step}” chưa đúng. Nhập hai số từ 1 đến 31, ngày đầu không sau ngày cuối."),
)
WRONG_STATE = Kind("sheet.wrong_state", FORBIDDEN, _("Phiếu đang ở bước “{state}” nên chưa làm được việc này."))
ALREADY_SENT = Kind(
    "sheet.already_sent",
    FORBIDDEN,
    _(
        "Phiếu đã gửi, không sửa được nữa. Nếu cần sửa, rút lại phiếu trước khi người theo dõi, đánh giá xem, hoặc đề nghị trả lại."
    ),
    "Điều 17 khoản 2",
)
ALREADY_SEEN = Kind(
    "sheet.already_seen",
    FORBIDDEN,
    _("Người theo dõi, đánh giá đã xem phiếu nên không rút lại được. Nếu cần sửa, đề nghị trả lại phiếu."),
)
CHANGED = Kind(
    "sheet.changed",
    CONFLICT,
    _("Phiếu đã được người khác lưu sau khi ông/bà mở trang. Nội dung vừa nhập còn nguyên; đối chiếu hai bản rồi lưu."),
)
DRAFT_CHANGED = Kind(
    "sheet.draft_changed",
    CONFLICT,
    _(
        "Phiếu này còn mở ở trang khác và đã được lưu từ đó sau khi mở ở đây. Nội dung vừa nhập còn nguyên; chọn “Lưu, gửi sau” để đối chiếu hai bản."
    ),
)
WORK_UNCHANGED = Kind(
    "sheet.work_unchanged",
    FORBIDDEN,
    _("Công việc của phiếu này vẫn như lúc xác nhận nên không có gì để xác nhận lại. Tải lại trang."),
)
NOTHING_CHANGED = Kind(
    "sheet.nothing_changed",
    BAD_INPUT,
    _("Kết quả thay thế phải khác kết quả đang có hiệu lực. Sửa điểm, mức hoặc công việc liên quan; nếu không đổi, chọn giữ kết quả."),
    "Điều 21 khoản 3",
)
LEADER_CONFIRMED = Kind(
    "sheet.leader_confirmed",
    FORBIDDEN,
    _("Phiếu của {leader} đã được xác nhận, trong đó tiêu chí d tính theo phiếu này. Trả lại phiếu của {leader} trước."),
    "Điều 15 khoản 3 điểm a",
)
CYCLE_LOCKED = Kind(
    "cycle.locked",
    FORBIDDEN,
    _("Kỳ đã khóa sau ngày {last}. Nếu cần thêm thời gian, đề nghị cơ quan tham mưu về tổ chức, cán bộ gia hạn."),
)
RESCHEDULE_REASON = Kind("cycle.reschedule_reason", BAD_INPUT, _("Nêu lý do thay đổi thời hạn của bước."))
LOCKED = Kind(
    "sheet.locked",
    FORBIDDEN,
    _("Hạn gửi phiếu là ngày {last}. Nếu có lý do chính đáng, đề nghị cơ quan tham mưu về tổ chức, cán bộ gia hạn."),
)
MARKS_MISSING = Kind("sheet.marks_missing", BAD_INPUT, _("Còn {count} tiêu chí chưa chấm: {names}. Chấm đủ rồi gửi."))
MARK_TOO_HIGH = Kind(
    "sheet.mark_out_of_range", BAD_INPUT, _("Điểm tiêu chí {criterion} phải từ 0 đến {max}."), "Điều 12"
)
MARK_NOT_NUMBER = Kind(
    "sheet.mark_not_number", BAD_INPUT, _("Điểm tiêu chí {criterion} chưa đúng. Nhập số, ví dụ 4,5.")
)
UNKNOWN_CRITERION = Kind("sheet.unknown_criterion", BAD_INPUT, _("Bộ quy tắc của kỳ không có tiêu chí {criterion}."))
UNDERTAKING = Kind(
    "sheet.undertaking", BAD_INPUT, _("Đánh dấu vào ô chịu trách nhiệm về nội dung tự đánh giá rồi gửi.")
)
REASON_NEEDED = Kind(
    "sheet.reason_needed",
    BAD_INPUT,
    _("Điểm hoặc mức khác với {before}. Nhập lý do; người được đánh giá đọc được."),
    "Điều 4 khoản 1",
)
LEADER_NEEDED = Kind(
    "sheet.leader_needed",
    BAD_INPUT,
    _("Chọn mức đạt (100 % hoặc 50 %) cho tiêu chí đ và tiêu chí e."),
    "Điều 15 khoản 3",
)
POST_NEEDED = Kind(
    "sheet.post_needed", BAD_INPUT, _("Chọn loại vị trí việc làm; trọng số của các trục A, B, C, D lấy theo loại này.")
)
CAUSE_NEEDED = Kind(
    "sheet.cause_needed", BAD_INPUT, _("Có việc chưa hoàn thành: chọn do nguyên nhân chủ quan hay không.")
)
OPEN_FIRST = Kind(
    "sheet.open_first",
    BAD_INPUT,
    _(
        "{count} phiếu có thông tin bất lợi hoặc nội dung đang báo sai chưa được mở xem: {names}. Mở phiếu, xem phần dữ kiện rồi xác nhận; lượt mở được ghi nhận."
    ),
    "Điều 4 khoản 4",
)
EXPLANATION_MISSING = Kind(
    "sheet.explanation_missing",
    BAD_INPUT,
    _(
        "Còn {count} việc chậm, bị trả hoặc quá hạn chưa giải trình ({names}): {tasks}. Có giải trình của người thực hiện mới xác nhận được phiếu."
    ),
    "Điều 14 khoản 2",
)
NOTHING_OWED = Kind("sheet.nothing_owed", BAD_INPUT, _("Không còn việc nào chờ giải trình. Tải lại trang để xem."))
ASKED_LATELY = Kind(
    "sheet.asked_lately", CONFLICT, _("Vừa đề nghị giải trình trong 4 giờ qua, không gửi lại. Người thực hiện đã nhận thông báo.")
)
CORRECTION_NEEDED = Kind(
    "sheet.mark_chosen", BAD_INPUT, _("Chọn tiêu chí và nhập điểm xác nhận. Nếu giữ nguyên điểm tự chấm, dùng nút “Xác nhận” của hàng.")
)
FACTS_LACKING = Kind("sheet.facts_lacking", BAD_INPUT, _("Chưa đủ dữ kiện để tính điểm. {lacking} Bổ sung rồi thực hiện lại."))
SUBORDINATES_WAITING = Kind(
    "sheet.subordinates_waiting",
    FORBIDDEN,
    _("Còn {count} phiếu của người dưới quyền chưa được xác nhận nên chưa tính được tiêu chí d."),
    "Điều 15 khoản 3 điểm a",
)
COMMENTS_AWAITED = Kind(
    "sheet.comments_awaited",
    BAD_INPUT,
    _("{count} phiếu chưa có góp ý của cấp phó, thời hạn đến hết ngày {until}. Đánh dấu vào ô “Xác nhận khi chưa có góp ý của cấp phó” nếu vẫn xác nhận."),
)
NO_COMMENT = Kind("sheet.no_comment", BAD_INPUT, _("Nhập nội dung góp ý."))
BEHALF_NOT_OFFICE = Kind(
    "behalf.not_office",
    FORBIDDEN,
    _(
        "Người được đánh giá tự gửi phiếu. Chỉ cơ quan tham mưu về tổ chức, cán bộ, văn phòng của nơi công tác nhập thay được, khi có phiếu giấy có chữ ký."
    ),
    "Điều 17 khoản 2",
)
BEHALF_OWN = Kind("behalf.own", FORBIDDEN, _("Đây là phiếu của ông/bà. Tự chấm và gửi ở trang Phiếu của tôi."), "Điều 17 khoản 2")
BEHALF_FOUR_EYES = Kind(
    "behalf.four_eyes",
    FORBIDDEN,
    _("Ông/bà là người xác nhận, đề xuất hoặc quyết định đối với phiếu này nên không nhập thay. Đề nghị người khác của cơ quan nhập."),
    "Điều 10 khoản 1",
)
BEHALF_REASON = Kind("behalf.reason_needed", BAD_INPUT, _("Nêu lý do người được đánh giá không tự gửi được; người đó đọc được."))
BEHALF_COMPARED = Kind("behalf.not_compared", BAD_INPUT, _("Đối chiếu nội dung nhập với phiếu giấy có chữ ký rồi đánh dấu vào ô xác nhận."))
NOT_ON_BEHALF = Kind("behalf.none", FORBIDDEN, _("Phiếu này không có nội dung nhập thay."))
DISOWN_TEXT = Kind("behalf.objection_needed", BAD_INPUT, _("Nêu nội dung nào không phải ý kiến của ông/bà; hai bản đều được lưu."))
RETURN_NOTE = Kind("sheet.return_note", BAD_INPUT, _("Ghi rõ chỗ cần bổ sung để người được đánh giá biết sửa gì."))
ABSENCE_UNKNOWN = Kind(
    "sheet.absence_unknown", BAD_INPUT, _("Chọn lý do không chấm kỳ này trong danh sách."), "Điều 11"
)
LEVEL_UNKNOWN = Kind("sheet.level_unknown", BAD_INPUT, _("Bộ quy tắc không có mức {level}. Chọn một trong: {choices}."))
ASK_NEEDED = Kind(
    "sheet.ask",
    BAD_INPUT,
    _("Văn bản không nêu cách tính trong trường hợp này. Cấp có thẩm quyền chọn mức và nhập lý do, căn cứ."),
)
LEVEL_FORCED = Kind(
    "sheet.level_forced",
    FORBIDDEN,
    _("Mức không cao hơn {level}: {name} ({article}; {ground}). Nếu thông tin này chưa đúng, đề nghị cơ quan đã ghi nhận rút lại."),
    "Điều 20 khoản 4",
)
ABOVE_ORGANISATION = Kind(
    "sheet.above_organisation",
    FORBIDDEN,
    _("Mức của người đứng đầu không cao hơn mức của tổ chức, là {level} ({ground})."),
    "Điều 20 khoản 6",
)
CAP_EXCEEDED = Kind(
    "sheet.cap_exceeded",
    FORBIDDEN,
    _(
        "{place}: mức {level} được tối đa {allowed} trong {ranked} người được xếp loại, theo lựa chọn này là {count} người. Hạ mức {over} người rồi quyết định lại{otherwise}."
    ),
)
CLOSING_OVER_CAP = Kind(
    "cycle.cap_exceeded",
    FORBIDDEN,
    _(
        "Chưa công bố được. {place}: mức {level} được tối đa {allowed} trong {ranked} người đã quyết định mức, kết quả hiện có là {count} người. Quyết định mức cho những người còn lại trong nhóm, hoặc hạ mức {over} người, rồi công bố."
    ),
)
OR_RECOGNISE = _("; nếu cơ quan có thành tích nổi trội thì ghi nhận để áp dụng tỷ lệ cao hơn")
"""What else may be done about a cap, where the rulebook has a higher share that the body has not been given."""
STEP_ABSENT = Kind("cycle.step_absent", FORBIDDEN, _("Kỳ này không có bước “{step}” theo bộ quy tắc đang áp dụng."))
BAD_PERIOD = Kind(
    "cycle.bad_period",
    BAD_INPUT,
    _("Kỳ “{period}” chưa đúng. Nhập dạng 2026-11 (tháng), 2026-Q4 (quý) hoặc 2026 (năm)."),
)
NO_HALF_YEAR = Kind(
    "cycle.no_half_year",
    FORBIDDEN,
    _("Kết quả 06 tháng được tổng hợp từ các tháng, không mở kỳ riêng. Xem tại trang Tổng hợp."),
    "Điều 17 khoản 3",
)
OWN_LEVEL = Kind("sheet.own_level", BAD_INPUT, _("Chọn mức tự xếp loại."), "Điều 21")
YEAR_MOVED = Kind(
    "sheet.year_moved",
    CONFLICT,
    _("Kết quả tháng của {names} đã được thay thế sau khi đề xuất hoặc quyết định mức. Xem lại điểm trung bình, chọn mức và nêu lý do."),
    "Điều 17 khoản 3",
)
NO_MEETING = Kind(
    "sheet.no_meeting",
    FORBIDDEN,
    _("Chưa ghi nhận cuộc họp nhận xét, đánh giá đối với {names}. Ghi nhận cuộc họp rồi quyết định mức."),
    "Điều 21 khoản 1 điểm b, khoản 2 điểm b",
)
NO_PARTY_OPINION = Kind(
    "sheet.no_party_opinion",
    FORBIDDEN,
    _("Chưa có ý kiến nhận xét, đánh giá của cấp ủy đối với {names}. Ghi nhận ý kiến rồi quyết định mức."),
    "Điều 21 khoản 1 điểm c, khoản 2 điểm c",
)
NOT_RECORDER = Kind(
    "meeting.not_recorder",
    FORBIDDEN,
    _("Việc ghi nhận cuộc họp và ý kiến thuộc người đứng đầu đơn vị, cấp xếp loại và cơ quan tham mưu về tổ chức, cán bộ."),
    "Điều 21",
)
NO_MEETINGS_HERE = Kind(
    "meeting.not_in_this_cycle", FORBIDDEN, _("Kỳ này không có bước họp nhận xét, đánh giá theo bộ quy tắc đang áp dụng.")
)
MEETING_NOT_FOUND = Kind(
    "meeting.not_found", MISSING, _("Cuộc họp không tồn tại hoặc không thuộc phạm vi của ông/bà.")
)
MEETING_INCOMPLETE = Kind(
    "meeting.incomplete", BAD_INPUT, _("Nhập {what}."), "Điều 21 khoản 1 điểm b, khoản 2 điểm b"
)
NOTHING_TO_TAKE_IN = Kind("past.nothing", BAD_INPUT, _("Tệp không có dòng kết quả nào."))
PAST_OUT_OF_SCOPE = Kind(
    "past.out_of_scope",
    FORBIDDEN,
    _("{count} người không công tác tại cơ quan, đơn vị do ông/bà quản lý hồ sơ: {names}. Bỏ các dòng này rồi nhập lại."),
)
PAST_TWICE = Kind(
    "past.twice",
    CONFLICT,
    _("{count} kết quả đã nhập trước đây: {names}. Nếu kết quả cũ sai, rút lại kết quả cũ rồi nhập lại."),
)
PAST_REASON = Kind("past.reason", BAD_INPUT, _("Nêu lý do rút kết quả đã nhập."))
PAST_CHANGED = Kind("past.changed", CONFLICT, _("Kết quả này đã được rút lại trước đó."))
PAST_NOT_FOUND = Kind("past.not_found", MISSING, _("Kết quả đã nhập không tồn tại hoặc không thuộc phạm vi của ông/bà."))
OPINION_INCOMPLETE = Kind("opinion.incomplete", BAD_INPUT, _("Nhập {what}."), "Điều 21")
NO_RULEBOOK = Kind(
    "cycle.no_rulebook",
    FORBIDDEN,
    _("Ngày {day}, {unit} chưa có bộ quy tắc nào được đưa vào áp dụng. Chọn bộ quy tắc trước khi mở kỳ."),
)
ALREADY_OPEN = Kind("cycle.already_open", CONFLICT, _("Kỳ {period} của {unit} đã mở."))
NO_PEOPLE = Kind("cycle.no_people", BAD_INPUT, _("Không có ai trong phạm vi này vào ngày {day}."))
NO_SCORER = Kind(
    "cycle.no_scorer",
    FORBIDDEN,
    _("{count} người chưa có người theo dõi, đánh giá: {names}. Bổ sung phân cấp trước khi mở kỳ."),
    "Điều 10",
)
SETTLES_OWN = Kind(
    "sheet.settles_own",
    FORBIDDEN,
    _("Không ai đề xuất, quyết định mức xếp loại của chính mình. Đề nghị cơ quan tổ chức, cán bộ bổ sung phân cấp."),
    "Điều 10 khoản 2",
)
DECIDES_OWN = Kind(
    "cycle.decides_own",
    FORBIDDEN,
    _("{count} người sẽ tự đề xuất hoặc tự quyết định mức của mình: {names}. Bổ sung phân cấp trước khi mở kỳ."),
    "Điều 10 khoản 2",
)
NOT_FINISHED = Kind(
    "cycle.not_finished",
    BAD_INPUT,
    _(
        "Còn {count} phiếu chưa xong. Nhập lý do công bố khi còn thiếu; danh sách thiếu được giữ kèm lý do và người chịu trách nhiệm."
    ),
)
ITEMS_UNANSWERED = Kind(
    "cycle.items_unanswered",
    FORBIDDEN,
    _(
        "Chưa công bố được: còn {count} hạn chế, thiếu sót của đơn vị chưa được người đứng đầu xác định trách nhiệm: {names}. Mở trang Tổng hợp thông tin tháng để đôn đốc trả lời, rồi công bố."
    ),
    "Điều 4 khoản 4",
)
DEDUCTION_UNANSWERED = Kind(
    "sheet.deduction_unanswered",
    BAD_INPUT,
    _(
        "Phiếu của {name} có thông tin đề nghị trừ điểm, điểm còn lại nhiều nhất: {lines}. Sửa điểm của dòng đó, hoặc nêu lý do không trừ hay trừ ít hơn."
    ),
    "Điều 17 khoản 2",
)
CYCLE_CHANGED = Kind(
    "cycle.changed",
    CONFLICT,
    _("Lịch của kỳ vừa được người khác đổi sau khi mở trang. Tải lại trang để xem ngày của từng bước, rồi đổi tiếp nếu còn cần."),
)
ALREADY_PUBLISHED = Kind(
    "cycle.already_published",
    CONFLICT,
    _("Kỳ này đã công bố. Muốn sửa phải ra quyết định thay thế."),
    "Điều 21 khoản 3",
)
NOTHING_PUBLISHED = Kind(
    "petition.nothing_published", FORBIDDEN, _("Chỉ kiến nghị được sau khi nhận thông báo kết quả."), "Điều 22"
)
PETITION_TEXT = Kind("petition.text", BAD_INPUT, _("Nêu nội dung không nhất trí và căn cứ."), "Điều 22")
PETITION_OPEN = Kind(
    "petition.open", CONFLICT, _("Kiến nghị trước về kết quả này đang được giải quyết, hạn trả lời {due}."), "Điều 22"
)
PETITION_NOT_FOUND = Kind(
    "petition.not_found", MISSING, _("Kiến nghị không tồn tại hoặc không thuộc phạm vi của ông/bà.")
)
NOT_ADDRESSEE = Kind(
    "petition.not_addressee", FORBIDDEN, _("Người giải quyết kiến nghị này là {addressee}."), "Điều 22"
)
ANSWER_NEEDED = Kind("petition.answer", BAD_INPUT, _("Chọn kết quả giải quyết và nhập nội dung trả lời."), "Điều 22")
PETITION_CLOSED = Kind("petition.closed", CONFLICT, _("Kiến nghị này đã giải quyết xong."))
NOT_PETITIONER = Kind("petition.not_petitioner", FORBIDDEN, _("Chỉ người gửi kiến nghị được rút kiến nghị."), "Điều 22")
NO_FORM_YET = Kind(
    "forms.nothing_yet", CONFLICT, _("Phiếu chưa gửi hoặc không chấm kỳ này nên chưa có mẫu phiếu để tải.")
)
NO_FORMS_HERE = Kind(
    "forms.none_here", CONFLICT, _("Chưa có phiếu nào đã xác nhận trong phạm vi này. Chọn đơn vị khác hoặc chờ phiếu được xác nhận.")
)
TOO_MANY_FORMS = Kind(
    "forms.too_many", BAD_INPUT, _("Phạm vi này có {count} phiếu; mỗi tệp nhiều nhất {limit} phiếu. Chọn đơn vị nhỏ hơn.")
)
