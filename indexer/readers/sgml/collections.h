// SPDX-License-Identifier: GPL-2.0-or-later
// What the numbering and date styles of the TREC, AQUAINT, Gigaword and CLEF collections mean.
#pragma once

#include <string>
#include <string_view>

namespace dateline::sgml {

/// What the number of a document says by its collection's convention.
struct DocumentNumber {
  std::string source;
  std::string date;                ///< ISO, as far as the number says: "1988-02-12", "1991"
  std::string language;            ///< ISO 639: "eng"
  bool is_known = false;           ///< the collection is one of ours
  bool month_comes_first = false;  ///< the collection writes 02/12/88 for the 12th of February
};

/// `number` is without blanks: "AP880212-0001", "APW_ENG_19941116.0001".
DocumentNumber read_document_number(std::string_view number);

/// `written` in a form that `parse_date` reads, where the collection's convention makes its meaning
/// certain: "910514", "01 JAN 92", "02/12/88", "January 1, 1989, Sunday, Home Edition". Else as it
/// is written.
std::string readable_date(std::string_view written, const DocumentNumber& number);

}  // namespace dateline::sgml
