// SPDX-License-Identifier: GPL-2.0-or-later
// Not by stdio or fmt, whose functions throw or keep what could not be written.
#include "common/terminal/tell.h"

#include <cerrno>

#include <poll.h>
#include <unistd.h>

namespace dateline {

void tell(std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t n = write(STDERR_FILENO, text.data(), text.size());
    if (n > 0) {
      text.remove_prefix(static_cast<std::size_t>(n));
    } else if (n < 0 && errno == EAGAIN) {
      // Other writers to it may not want blocking; we do.
      pollfd end{STDERR_FILENO, POLLOUT, 0};
      poll(&end, 1, -1);
    } else if (n == 0 || errno != EINTR) {
      return;
    }
  }
}

}  // namespace dateline
