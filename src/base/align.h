// Sizes in units of 8: of payloads in bytes, of tree nodes in keys.

#ifndef KEFU_BASE_ALIGN_H_
#define KEFU_BASE_ALIGN_H_

namespace kefu {

template <class T>
constexpr T RoundUp8(T n) {
  return static_cast<T>((n + 7) & ~T{7});
}

}  // namespace kefu

#endif  // KEFU_BASE_ALIGN_H_
