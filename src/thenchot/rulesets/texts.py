"""The texts behind codes: (Vietnamese, English), with {name} for a value and {name:pc} for a percentage."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[str, str]

_DECREE: Mapping[str, Pair] = {
    "general": (
        "Tiêu chí chung: {general} trên tối đa {max} điểm.",
        "General criteria: {general} of at most {max} points.",
    ),
    "quantity": (
        "Số lượng: hoàn thành {done} trên {assigned} đơn vị được giao, đạt {ratio:pc}.",
        "Quantity: {done} of {assigned} assigned units completed, {ratio:pc}.",
    ),
    "quality": (
        "Chất lượng: sau khi trừ 25% cho mỗi lần chưa đạt, đạt {ratio:pc} so với {assigned} đơn vị được giao.",
        "Quality: after 25 % off for each rejection, {ratio:pc} of {assigned} assigned units.",
    ),
    "progress": (
        "Tiến độ: sau khi trừ 25% cho mỗi lần chậm, đạt {ratio:pc} so với {assigned} đơn vị được giao.",
        "Progress: after 25 % off for each lateness, {ratio:pc} of {assigned} assigned units.",
    ),
    "leader_quantity": ("Số lượng: đạt {ratio:pc}.", "Quantity: {ratio:pc}."),
    "leader_quality": ("Chất lượng: đạt {ratio:pc}.", "Quality: {ratio:pc}."),
    "leader_progress": ("Tiến độ: đạt {ratio:pc}.", "Progress: {ratio:pc}."),
    "leader_unit_results": (
        "Kết quả hoạt động của đơn vị phụ trách: tính {ratio:pc}.",
        "Results of the unit in charge: {ratio:pc}.",
    ),
    "leader_organising": (
        "Khả năng tổ chức triển khai nhiệm vụ: tính {ratio:pc}.",
        "Organising the work: {ratio:pc}.",
    ),
    "leader_cohesion": (
        "Năng lực tập hợp, đoàn kết công chức: tính {ratio:pc}.",
        "Bringing people together: {ratio:pc}.",
    ),
    "cap_total": (
        "Điểm kết quả vượt mức tối đa nên chỉ tính {max} điểm.",
        "The results exceed their maximum, so {max} points count.",
    ),
    "cap_each": (
        "Tỷ lệ cao nhất là {above:pc}; mỗi tỷ lệ vượt 100% chỉ tính 100%.",
        "The highest ratio is {above:pc}; each ratio above 100 % counts as 100 %.",
    ),
    "band": (
        "{score} điểm, đạt từ {min} điểm trở lên: mức theo điểm là {level} ({name}).",
        "{score} points, {min} or more: the level by points is {level} ({name}).",
    ),
    "band_lowest": (
        "{score} điểm, dưới {above} điểm: mức theo điểm là {level} ({name}).",
        "{score} points, under {above}: the level by points is {level} ({name}).",
    ),
    "nothing_assigned": (
        "Không có nhiệm vụ được giao trong kỳ nên không tính điểm; cấp có thẩm quyền xem xét, quyết định.",
        "Nothing was assigned in the period, so there is no score; the authority decides.",
    ),
    "mean": (
        "Điểm trung bình của {count} kỳ có điểm là {mean}.",
        "The mean of {count} scored periods is {mean}.",
    ),
    "no_period_scored": (
        "Không có kỳ nào có kết quả để tính; cấp có thẩm quyền xem xét, quyết định.",
        "No period has a result to count; the authority decides.",
    ),
    "under_6_months": (
        "Thời gian công tác trong năm là {months} tháng, chưa đủ 6 tháng nên không xếp loại.",
        "{months} months worked in the year, fewer than six: not ranked.",
    ),
    "rank_on_worked_months": (
        "Xếp loại theo kết quả của {months} tháng làm việc thực tế.",
        "Ranked on the {months} months actually worked.",
    ),
    "head_not_above_organisation": (
        "Mức của người đứng đầu không cao hơn mức của tổ chức, nên tính mức {level}.",
        "The head's level is not above the organisation's, so it is {level}.",
    ),
    "head_not_above_unit": (
        "Mức của người đứng đầu không cao hơn mức của đơn vị, nên tính mức {level}.",
        "The head's level is not above the unit's, so it is {level}.",
    ),
    "degradation_concluded": (
        "Đã có kết luận của cấp có thẩm quyền về biểu hiện suy thoái hoặc vi phạm: mức {level}.",
        "The competent body concluded degradation or a breach: level {level}.",
    ),
    "public_duty_discipline_in_year": (
        "Bị kỷ luật trong năm do vi phạm liên quan đến hoạt động công vụ: mức {level}.",
        "Disciplined in the year for a public-duty violation: level {level}.",
    ),
    "ground": ("Căn cứ: {document}.", "Ground: {document}."),
    "unit_corruption_handled": (
        "Đơn vị phụ trách trực tiếp liên quan đến tham ô, tham nhũng, lãng phí và bị xử lý: mức {level}.",
        "The unit in charge was handled for corruption or waste: level {level}.",
    ),
}

_CAPS: Mapping[str, Pair] = {
    "cap_self_consistent": (
        "Trong {base} người từ mức hoàn thành tốt trở lên, tỷ lệ {share:pc} của số hoàn thành tốt cho nhiều nhất "
        "{bound} người; có {candidates} người đủ điểm.",
        "Among {base} at good or better, {share:pc} of those ranked good allows {bound}; {candidates} qualify.",
    ),
    "cap_initial_htt": (
        "Tỷ lệ {share:pc} của {base} người hoàn thành tốt ban đầu cho nhiều nhất {bound} người; "
        "có {candidates} người đủ điểm.",
        "{share:pc} of the {base} first ranked good allows {bound}; {candidates} qualify.",
    ),
    "cap_share": (
        "Tỷ lệ {share:pc} của {base} cho nhiều nhất {bound}.",
        "{share:pc} of {base} allows {bound}.",
    ),
}

_ORGANISATION: Mapping[str, Pair] = {
    "personnel_wrongdoing_concluded": (
        "Bị kết luận có sai phạm trong công tác cán bộ hoặc mất đoàn kết nội bộ: mức {level}.",
        "Personnel wrongdoing or disunity concluded: level {level}.",
    ),
    "tasks_done_lt_70": (
        "Hoàn thành dưới 70% nhiệm vụ theo chương trình, kế hoạch: mức {level}.",
        "Less than 70 % of the planned tasks done: level {level}.",
    ),
    "force_majeure": (
        "Hoàn thành dưới 70% nhiệm vụ nhưng có lý do bất khả kháng: cấp có thẩm quyền xem xét, quyết định.",
        "Less than 70 % done with force majeure: the authority decides.",
    ),
    "condition_done": (
        "Hoàn thành {fact}% nhiệm vụ, điều kiện là {value}%.",
        "{fact} % of tasks done, {value} % is asked.",
    ),
    "condition_on_time": (
        "Đúng thời hạn {fact}% nhiệm vụ, điều kiện là {value}%.",
        "{fact} % of tasks on time, {value} % is asked.",
    ),
    "condition_exceed": (
        "Vượt mức {fact}% nhiệm vụ, điều kiện là từ {value}% trở lên.",
        "{fact} % of tasks exceeded, at least {value} % is asked.",
    ),
    "condition_late": (
        "Chậm tiến độ {fact}% nhiệm vụ, điều kiện là không quá {value}%.",
        "{fact} % of tasks late, at most {value} % is asked.",
    ),
    "condition_lower_kht": (
        "Có đơn vị cấp dưới trực tiếp không hoàn thành nhiệm vụ.",
        "A directly lower unit did not complete its duties.",
    ),
    "condition_fixed": (
        "Chưa khắc phục toàn bộ hạn chế, khuyết điểm đã được chỉ ra.",
        "Not all shortcomings pointed out have been fixed.",
    ),
    "condition_ahead_pct": (
        "Hoàn thành sớm {fact}% số nhiệm vụ, điều kiện là từ {value}% trở lên.",
        "{fact} % of tasks early, at least {value} % is asked.",
    ),
    "no_level_fits": (
        "{score} điểm nhưng không mức nào đủ điều kiện; cấp có thẩm quyền quyết định.",
        "{score} points, yet no level's conditions hold; the authority decides.",
    ),
}

_OTHERS: Mapping[str, Pair] = {
    "unit_so_luong": (
        "Số lượng đạt {ratio}%, tối đa {weight} điểm.",
        "Quantity {ratio} %, at most {weight} points.",
    ),
    "unit_chat_luong": (
        "Chất lượng đạt {ratio}%, tối đa {weight} điểm.",
        "Quality {ratio} %, at most {weight} points.",
    ),
    "unit_tien_do": (
        "Tiến độ đạt {ratio}%, tối đa {weight} điểm.",
        "Progress {ratio} %, at most {weight} points.",
    ),
    "unit_don_vi": (
        "Kết quả của đơn vị: {ratio}%, tối đa {weight} điểm.",
        "Results of the unit {ratio} %, at most {weight} points.",
    ),
    "unit_to_chuc": (
        "Tổ chức triển khai: {ratio}%, tối đa {weight} điểm.",
        "Organising the work {ratio} %, at most {weight} points.",
    ),
    "unit_doan_ket": (
        "Tập hợp, đoàn kết: {ratio}%, tối đa {weight} điểm.",
        "Bringing people together {ratio} %, at most {weight} points.",
    ),
    "discipline_in_year": ("Bị kỷ luật trong năm.", "Disciplined in the year."),
    "over_half_not_ok": (
        "{not_ok} trên {tasks} nhiệm vụ chưa bảo đảm, quá một nửa.",
        "{not_ok} of {tasks} tasks below standard, over half.",
    ),
    "half_exceed": (
        "Hoàn thành {done} trên {tasks} nhiệm vụ, {exceed} nhiệm vụ vượt mức, từ một nửa trở lên.",
        "{done} of {tasks} tasks done, {exceed} exceeded, at least half.",
    ),
    "all_done_ok": (
        "Hoàn thành {done} trên {tasks} nhiệm vụ, đều bảo đảm; {exceed} nhiệm vụ vượt mức, dưới một nửa.",
        "{done} of {tasks} tasks done to standard; {exceed} exceeded, under half.",
    ),
    "fifth_not_ok": (
        "Hoàn thành {done} trên {tasks} nhiệm vụ, {not_ok} nhiệm vụ chưa bảo đảm, không quá 20%.",
        "{done} of {tasks} tasks done, {not_ok} below standard, at most 20 %.",
    ),
    "no_level_fits_tasks": (
        "Hoàn thành {done} trên {tasks} nhiệm vụ, {not_ok} chưa bảo đảm: văn bản không quy định mức, "
        "cấp có thẩm quyền quyết định.",
        "{done} of {tasks} tasks done, {not_ok} below standard: the text gives no level; the authority decides.",
    ),
    "product": (
        "Sản phẩm thứ {number}: trọng số {weight}, KPI {kpi}%.",
        "Product {number}: weight {weight}, KPI {kpi} %.",
    ),
    "product_rounded": (
        "Sản phẩm thứ {number}: trọng số {weight}, KPI {kpi}%, làm tròn đến một chữ số thập phân.",
        "Product {number}: weight {weight}, KPI {kpi} %, rounded to one decimal.",
    ),
    "city_task": (
        "Nhiệm vụ thứ {number}: {planned} điểm kế hoạch, tiến độ {progress:pc}, chất lượng {quality}%, "
        "đạt {achieved} điểm.",
        "Task {number}: {planned} points planned, progress {progress:pc}, quality {quality} %, {achieved} points.",
    ),
    "tasks_lt_100_subjective": (
        "Hoàn thành {done}% nhiệm vụ, chưa đủ 100% do nguyên nhân chủ quan: không hoàn thành nhiệm vụ.",
        "{done} % of tasks done for subjective reasons: duties not completed.",
    ),
    "city_results": (
        "Kết quả: điểm thực hiện {actual} cộng điểm thưởng {bonus} trên điểm kế hoạch {planned}, tối đa 70 điểm.",
        "Results: {actual} achieved plus {bonus} bonus of {planned} planned, at most 70 points.",
    ),
    "mark": ("{name}: {mark} trên tối đa {max} điểm.", "{name}: {mark} of at most {max} points."),
    "pay": (
        "Hệ số chi mức xuất sắc là {rate}; mức {level} được chi nhiều nhất {most}.",
        "The rate of excellent is {rate}; level {level} is paid {most} at most.",
    ),
    "year_from_quarters": (
        "Các quý được xếp {levels}: mức năm là {level}.",
        "Quarters ranked {levels}: the year's level is {level}.",
    ),
    "units": ("Tổng đơn vị đã quy đổi là {total}.", "{total} converted units in all."),
    "group": (
        "{points_of_item} điểm thuộc nhóm {group}.",
        "{points_of_item} points belong to group {group}.",
    ),
    "ldtt_met": (
        "Mức {level} đạt điều kiện từ {needed} trở lên của danh hiệu Lao động tiên tiến.",
        "Level {level} meets the condition of {needed} or better for Lao động tiên tiến.",
    ),
    "ldtt_not_met": (
        "Mức {level} không đạt điều kiện từ {needed} trở lên của danh hiệu Lao động tiên tiến.",
        "Level {level} does not meet the condition of {needed} or better for Lao động tiên tiến.",
    ),
    "hn_year_end_met": (
        "Mức {level} đạt điều kiện từ {needed} trở lên để hưởng phần chi cuối năm.",
        "Level {level} meets the condition of {needed} or better for the year-end part.",
    ),
    "hn_year_end_not_met": (
        "Mức {level} không đạt điều kiện từ {needed} trở lên để hưởng phần chi cuối năm.",
        "Level {level} does not meet the condition of {needed} or better for the year-end part.",
    ),
}

CONFIDENCES: Mapping[str, Pair] = {
    "quoted": ("nguyên văn", "quoted"),
    "interpretation": ("cách hiểu của phần mềm", "our reading"),
    "press": ("theo báo chí", "from the press"),
    "secondary": ("theo nguồn thứ cấp", "secondary source"),
    "secondary_draft": ("theo dự thảo của nguồn thứ cấp", "draft of a secondary source"),
    "memory": ("theo trí nhớ, chưa đối chiếu", "from memory"),
    "unverified": ("chưa có văn bản", "text not found"),
}

REASONS: Mapping[str, Pair] = {**_DECREE, **_CAPS, **_ORGANISATION, **_OTHERS}

WARNINGS: Mapping[str, Pair] = {
    # Printed as it stands by `thenchot evaluate`; programs read it.
    "rank_on_worked_months": ("rank on worked months", "rank on worked months"),
    "own_review": (
        "Văn bản không nêu cách tính kết quả của kỳ này từ các tháng, quý; cấp có thẩm quyền quyết định.",
        "The text gives no way to make this result out of months or quarters; the authority decides.",
    ),
    "period_without_score": (
        "{field}: kỳ thứ {number} không có điểm, không tính vào điểm trung bình.",
        "{field}: period {number} has no score and is left out of the mean.",
    ),
    "no_cap": (
        "no_cap: điểm kết quả không bị giới hạn, trong khi Điều 12 khoản 3 cho tối đa 70 điểm.",
        "no_cap: the results are not capped, though Điều 12 khoản 3 allows 70 points.",
    ),
    "switched_off": (
        "{book}: quy tắc này chưa được đối chiếu với văn bản gốc ({confidence:confidence}) nên chưa được bật.",
        "{book}: this rule has not been compared with the original text ({confidence:confidence}) and is switched off.",
    ),
    "level_unverified": (
        "Điều kiện của mức {level} chưa được đối chiếu với văn bản gốc ({confidence:confidence}).",
        "The condition of level {level} has not been compared with the original text ({confidence:confidence}).",
    ),
    "products_count": (
        "Có {count} sản phẩm, hướng dẫn là từ {min} đến {max}.",
        "{count} products, the guidance asks for {min} to {max}.",
    ),
    "products_weight_sum": (
        "Tổng trọng số các sản phẩm là {total}, hướng dẫn là {expected}.",
        "The weights of the products sum to {total}, the guidance asks for {expected}.",
    ),
    "share_unverified": (
        "Tỷ lệ {share:pc} chưa được đối chiếu với văn bản; địa phương có thể quy định khác.",
        "The share of {share:pc} has not been compared with a text; a locality may set another.",
    ),
    # Why a sheet has no score yet.
    "kind_has_no_sheet": (
        "Bộ quy tắc không có cách chấm phiếu cho đối tượng này.",
        "The rulebook has no sheet for this kind of subject.",
    ),
    "marks_missing": (
        "Còn dòng tiêu chí chưa chấm nên chưa tính được điểm.",
        "Some criteria have no mark, so there is no score yet.",
    ),
    "nothing_assigned": (
        "Không có nhiệm vụ được giao trong kỳ nên không tính điểm; cấp có thẩm quyền xem xét, quyết định.",
        "Nothing was assigned in the period, so there is no score; the authority decides.",
    ),
    "leader_facts_missing": (
        "Chưa chấm khả năng tổ chức triển khai và năng lực tập hợp, đoàn kết nên chưa tính được điểm.",
        "Organising and cohesion have not been marked, so there is no score yet.",
    ),
    "nobody_scored_below": (
        "Chưa có công chức nào thuộc phạm vi quản lý có điểm nên chưa tính được kết quả của đơn vị.",
        "Nobody under this leader has a score, so the unit's result cannot be computed.",
    ),
    "lacks_products": (
        "Chưa có đầu việc nào trong kỳ: ghi sản phẩm, công việc ở trang Kế hoạch.",
        "No task in the period: enter the products on the plan page.",
    ),
    "lacks_weight": ("“{task}”: chưa có trọng số.", "“{task}”: no weight yet."),
    "lacks_axes": (
        "“{task}”: chưa có đủ tỷ lệ số lượng, chất lượng, tiến độ, lãnh đạo tổ chức (A, B, C, D).",
        "“{task}”: quantity, quality, progress and leadership (A, B, C, D) are not all given.",
    ),
    "lacks_difficulty": ("“{task}”: chưa có hệ số độ khó.", "“{task}”: no difficulty yet."),
    "lacks_quality": ("“{task}”: chưa có tỷ lệ chất lượng.", "“{task}”: no quality yet."),
    "lacks_progress": (
        "“{task}”: chưa tính được số ngày làm việc chậm hoặc sớm vì thiếu hạn, ngày hoàn thành hoặc ngày nghỉ Tết.",
        "“{task}”: working days late or early are not known: deadline, finishing day or the Tết holidays are missing.",
    ),
    "lacks_confirmation": (
        "“{task}”: lãnh đạo chưa xác nhận các số đã đề nghị.",
        "“{task}”: the leader has not confirmed the proposed figures.",
    ),
    "lacks_cause": (
        "Có việc chưa hoàn thành: chọn nguyên nhân chủ quan hay không.",
        "Some work is not done: choose whether that is the person's own doing.",
    ),
    "lacks_post": (
        "Chưa chọn loại vị trí việc làm để lấy trọng số A, B, C, D.",
        "The kind of post, which gives the weights of A, B, C, D, is not chosen.",
    ),
}

ERRORS: Mapping[str, Pair] = {
    "missing": (
        "Thiếu giá trị. Bổ sung trường này rồi gửi lại.",
        "The value is missing. Add it and send again.",
    ),
    "not_a_number": ("Phải là một số.", "It must be a number."),
    "not_whole": ("Phải là số nguyên, không có phần lẻ.", "It must be a whole number."),
    "not_a_text": ("Phải là chữ.", "It must be a text."),
    "not_a_list": ("Phải là một danh sách.", "It must be a list."),
    "not_an_object": ("Phải là một đối tượng JSON có tên trường.", "It must be a JSON object."),
    "not_true_or_false": ("Phải là true hoặc false.", "It must be true or false."),
    "wrong_length": (
        "Phải có đúng {expected} giá trị, đang có {found}.",
        "It must have exactly {expected} values, it has {found}.",
    ),
    "one_to_four": (
        "Phải có từ 1 đến 4 mức quý, đang có {found}.",
        "It must hold 1 to 4 quarter levels, it holds {found}.",
    ),
    "negative": ("Không được là số âm.", "It must not be negative."),
    "below_minimum": ("Không được nhỏ hơn {min}.", "It must not be under {min}."),
    "above_maximum": ("Không được vượt quá {max}.", "It must not exceed {max}."),
    "too_large": ("Số quá lớn.", "The number is too large."),
    "too_fine": ("Số có quá nhiều chữ số thập phân.", "The number has too many decimals."),
    "not_one_or_half": ("Chỉ nhận 1 (100%) hoặc 0.5 (50%).", "Only 1 (100 %) or 0.5 (50 %)."),
    "not_a_choice": ("Chỉ nhận một trong: {choices}.", "It must be one of: {choices}."),
    "leaders_only": (
        "{code} chỉ áp dụng cho công chức giữ chức vụ lãnh đạo, quản lý.",
        "{code} concerns leaders only.",
    ),
    "in_no_group": ("Không có nhóm nào chứa số điểm này.", "No group holds this number of points."),
    "unknown_kind": (
        "Trường kind phải là một trong: {kinds}.",
        "kind must be one of: {kinds}.",
    ),
    "no_kinds": (
        "Bộ quy tắc này không phân dạng; bỏ trường kind rồi gửi lại.",
        "This rulebook has no kinds; leave kind out and send again.",
    ),
    "unknown_setting": ("Bộ quy tắc không có nội dung này.", "The rulebook has no such setting."),
    "not_json": ("Dòng không phải là JSON hợp lệ.", "The line is not valid JSON."),
    "not_utf8": ("Dòng không ở dạng UTF-8.", "The line is not UTF-8."),
    "too_deep": ("Dòng có quá nhiều tầng lồng nhau.", "The line is nested too deeply."),
    "line_not_an_object": ("Mỗi dòng phải là một đối tượng JSON.", "Each line must be a JSON object."),
    "no_id": ("Dòng phải có id là chữ hoặc số.", "The line must have an id, a text or a number."),
    "doubled_key": ("Khóa này xuất hiện hai lần.", "This key appears twice."),
}
