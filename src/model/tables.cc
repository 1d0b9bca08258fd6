#include "src/model/tables.h"

namespace kefu {

uint32_t ContactTable::AddCustomer() {
  const uint32_t row = NextCustomer();
  if (free_customer_ == 0) {
    first_.Add();
    first_[row].customer = row;
  } else {
    TakeBack(row);
    ++first_[row].generation;
  }
  return row;
}

void ContactTable::ReleaseCustomer(uint32_t customer) {
  for (ContactRow c = first_[customer].next; c != 0;) {
    const uint32_t i = c & ~kMore;
    c = more_[i].next;
    more_[i] = Contact{};
    more_[i].next = free_more_;
    free_more_ = i;
  }
  Contact& contact = first_[customer];
  const uint32_t generation = contact.generation;
  contact = Contact{};
  contact.generation = generation;
  contact.customer = customer;
  contact.forgotten = true;
  SetLinks(customer, {0, free_customer_});
  if (free_customer_ != 0) {
    SetLinks(free_customer_, {customer, Links(free_customer_).next});
  }
  free_customer_ = customer;
  ++free_customers_;
}

void ContactTable::TakeBack(uint32_t customer) {
  const FreeLinks links = Links(customer);
  if (links.next != 0) {
    SetLinks(links.next, {links.before, Links(links.next).next});
  }
  if (links.before != 0) {
    SetLinks(links.before, {Links(links.before).before, links.next});
  } else {
    free_customer_ = links.next;
  }
  first_[customer].forgotten = false;
  first_[customer].silent_from = INT64_MAX;
  --free_customers_;
}

uint32_t ContactTable::TakeMore() {
  if (free_more_ == 0) return more_.Add();
  const uint32_t i = free_more_;
  free_more_ = more_[i].next;
  return i;
}

ContactRow ContactTable::AddFurther(ContactRow last) {
  const uint32_t i = TakeMore();
  Contact& before = (*this)[last];
  Contact& contact = more_[i];
  contact.customer = before.customer;
  contact.generation = before.generation;
  contact.next = 0;
  before.next = i | kMore;
  return before.next;
}

ContactRow ContactTable::FindFurther(uint32_t customer, DeskId desk) const {
  ContactRow c = first_[customer].next;
  while (c != 0 && (*this)[c].desk != desk.value) c = (*this)[c].next;
  return c;
}

ContactRow ContactTable::FindOrAdd(uint32_t customer, DeskId desk) {
  Contact& first = first_[customer];
  if (first.desk == 0) {
    first.desk = desk.value;
    return customer;
  }
  if (const ContactRow c = Find(customer, desk); c != 0) return c;
  const uint32_t i = TakeMore();
  const ContactRow c = i | kMore;
  Contact& contact = more_[i];
  contact.desk = desk.value;
  contact.customer = customer;
  contact.generation = first.generation;
  contact.next = first.next;
  first.next = c;
  return c;
}

void ContactTable::CopyFrom(const ContactTable& other) {
  first_.CopyFrom(other.first_);
  more_.CopyFrom(other.more_);
  free_customer_ = other.free_customer_;
  free_customers_ = other.free_customers_;
  free_more_ = other.free_more_;
}

uint32_t SessionTable::Add() {
  if (free_ == 0) return rows_.Add();
  const uint32_t i = free_;
  free_ = rows_[i].contact;
  Prefetch(free_);  // for the next one
  rows_[i] = SessionRow{};
  return i;
}

void SessionTable::SetMore(uint32_t i, const SessionMore& to) {
  if (rows_[i].has_far) {
    more_[i] = to;
  } else if (rows_[i].has_more) {
    static_cast<SessionNear&>(more_[i]) = to;
  }
}

void SessionTable::Clear(uint32_t i) {
  SetMore(i, kNothing);
  more_count_ -= rows_[i].has_more ? 1 : 0;
  rows_[i] = SessionRow{};
}

void SessionTable::Free(uint32_t i) {
  Clear(i);
  rows_[i].contact = free_;
  free_ = i;
}

void SessionTable::CopyFrom(const SessionTable& other) {
  // A row is zeros unless its session says otherwise, so that most of them
  // are neither read nor written.
  if (more_count_ != 0) {
    for (uint32_t i = 1; i < rows_.size(); ++i) SetMore(i, kNothing);
  }
  more_count_ = 0;
  rows_.CopyFrom(other.rows_);
  more_.Reserve(other.more_.capacity());
  free_ = other.free_;
  more_count_ = other.more_count_;
  if (more_count_ == 0) return;
  for (uint32_t i = 1; i < rows_.size(); ++i) SetMore(i, other.more_[i]);
}

}  // namespace kefu
