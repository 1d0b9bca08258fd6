// The part of fmt that is not in its headers, compiled into libkefu_c.so: the
// shared libfmt uses the C++ runtime of the process, this library has its own.

#include <fmt/format-inl.h>

// What fmt declares as `extern template`.
FMT_BEGIN_NAMESPACE
namespace detail {
template char decimal_point_impl<char>(locale_ref);
template thousands_sep_result<char> thousands_sep_impl<char>(locale_ref);
template dragonbox::decimal_fp<float> dragonbox::to_decimal(float);
template dragonbox::decimal_fp<double> dragonbox::to_decimal(double);
}  // namespace detail
FMT_END_NAMESPACE
