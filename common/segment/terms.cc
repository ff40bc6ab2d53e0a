// SPDX-License-Identifier: GPL-2.0-or-later
// Between the keys of terms are those of their later chunks.
#include "common/segment/terms.h"

namespace dateline::segment {

Terms::Terms(const Reader& segment) : cursor_(segment.postlist()) {
  // Terms come after all keys that begin with a zero byte and no escape.
  more_ = cursor_.seek(std::string("\0\xFF", 2));
  skip_what_is_no_term();
}

void Terms::next() {
  before_.swap(term_);
  more_ = cursor_.next();
  skip_what_is_no_term();
  if (more_ && term_ <= before_) cursor_.damaged("terms are out of order");
}

void Terms::skip_what_is_no_term() {
  while (more_ && !glass::term_of_key(cursor_.key(), term_)) more_ = cursor_.next();
}

}  // namespace dateline::segment
