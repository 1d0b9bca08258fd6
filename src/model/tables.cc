#include "src/model/tables.h"

namespace kefu {

ContactRow ContactTable::FindOrAdd(uint32_t customer, DeskId desk) {
  Contact& first = first_[customer];
  if (first.desk == 0) {
    first.desk = desk.value;
    return customer;
  }
  if (const ContactRow c = Find(customer, desk); c != 0) return c;
  const ContactRow c = more_.Add() | kMore;
  Contact& contact = (*this)[c];
  contact.desk = desk.value;
  contact.customer = customer;
  contact.generation = first.generation;
  contact.next = first.next;
  first.next = c;
  return c;
}

uint32_t SessionTable::Add() {
  if (free_ == 0) return rows_.Add();
  const uint32_t i = free_;
  free_ = rows_[i].contact;
  rows_[i] = SessionRow{};
  return i;
}

void SessionTable::Clear(uint32_t i) {
  if (rows_[i].has_more) {
    more_[i] = SessionMore{};
    --more_count_;
  }
  rows_[i] = SessionRow{};
}

void SessionTable::Free(uint32_t i) {
  Clear(i);
  rows_[i].contact = free_;
  free_ = i;
}

}  // namespace kefu
