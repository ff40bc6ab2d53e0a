// SPDX-License-Identifier: GPL-2.0-or-later
// Articles as messages in a mail directory.
#pragma once

#include "searcher/alerts/target.h"

#include <string>
#include <string_view>

namespace dateline::alerts {

/// A text in a header (RFC 2047): as is if it is short and plain, else in encoded words. Nothing in
/// it can end the header or begin another.
std::string header_text(std::string_view text);

/// The message of one article (RFC 5322, MIME), with the line ends of a file.
std::string message(const Delivery& delivery, const Parcel& parcel);

/// Makes `directory` with `tmp`, `new` and `cur`. Throws Error (Machine).
void make_maildir(const std::string& directory);

/// A message for each fresh article. Existing ones, read or not, are left alone.
void put_into_maildir(const std::string& directory, const Delivery& delivery);

}  // namespace dateline::alerts
