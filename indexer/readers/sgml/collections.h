// SPDX-License-Identifier: GPL-2.0-or-later
// The meaning of numbers and dates in the TREC, AQUAINT, Gigaword and CLEF collections.
#pragma once

#include <string>
#include <string_view>

namespace dateline::sgml {

/// What a document's number means by its collection's convention.
struct DocumentNumber {
  std::string source;
  std::string date;                ///< ISO, as far as the number says: "1988-02-12", "1991"
  std::string language;            ///< ISO 639: "eng"
  bool is_known = false;           ///< the collection is one of ours
  bool month_comes_first = false;  ///< the collection writes 02/12/88 for the 12th of February
};

/// `number` has no spaces: "AP880212-0001", "APW_ENG_19941116.0001".
DocumentNumber read_document_number(std::string_view number);

/// `written` in a form that `parse_date` reads, where the collection's convention makes its meaning
/// certain: "910514", "01 JAN 92", "02/12/88", "January 1, 1989, Sunday, Home Edition". Else as it
/// is written.
std::string readable_date(std::string_view written, const DocumentNumber& number);

}  // namespace dateline::sgml
