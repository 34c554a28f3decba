/**
 * Natural numbers of four thousand bits in fixed places: enough to hold every decimal that decides how a 64-bit float is rounded.
 * A number is a length followed by its 32-bit limbs, lowest first; no limb above the length is ever read.
 */
export const BIGNUM_BYTES: i32 = 640;

@unmanaged
export class Bignum {
  length: u32;

  @inline limb(index: u32): u32 {
    return load<u32>(changetype<usize>(this) + 4 + ((<usize>index) << 2));
  }
  @inline setLimb(index: u32, value: u32): void {
    store<u32>(changetype<usize>(this) + 4 + ((<usize>index) << 2), value);
  }

  /** Any number but zero, whose length is 0. */
  assign(value: u64): void {
    this.setLimb(0, <u32>value);
    this.setLimb(1, <u32>(value >> 32));
    this.length = value >> 32 ? 2 : 1;
  }

  copy(source: Bignum): void {
    memory.copy(changetype<usize>(this), changetype<usize>(source), 4 + ((<usize>source.length) << 2));
  }

  /** this = this * factor + summand */
  multiplyAdd(factor: u32, summand: u32): void {
    let carry: u64 = summand;
    for (let i: u32 = 0; i < this.length; i++) {
      carry += <u64>this.limb(i) * factor;
      this.setLimb(i, <u32>carry);
      carry >>= 32;
    }
    if (carry) this.setLimb(this.length++, <u32>carry);
  }

  multiplyPowerOfTen(exponent: i32): void {
    for (; exponent >= 9; exponent -= 9) this.multiplyAdd(1000000000, 0);
    for (; exponent > 0; exponent--) this.multiplyAdd(10, 0);
  }

  shiftLeft(bits: u32): void {
    if (this.length == 0 || bits == 0) return;
    const limbs = bits >> 5;
    const rest = bits & 31;
    const length = this.length;
    if (rest == 0) {
      for (let i: i32 = length - 1; i >= 0; i--) this.setLimb(i + limbs, this.limb(i));
      this.length = length + limbs;
    } else {
      let high: u32 = 0;
      for (let i: i32 = length - 1; i >= 0; i--) {
        const limb = this.limb(i);
        this.setLimb(i + limbs + 1, (high << rest) | (limb >> (32 - rest)));
        high = limb;
      }
      this.setLimb(limbs, high << rest);
      this.length = length + limbs + 1;
      this.dropLeadingZeros();
    }
    for (let i: u32 = 0; i < limbs; i++) this.setLimb(i, 0);
  }

  bits(): i32 {
    return this.length ? <i32>(this.length << 5) - <i32>clz(this.limb(this.length - 1)) : 0;
  }

  /** Negative, zero or positive, as this is less than, equal to or greater than `other`. */
  compare(other: Bignum): i32 {
    if (this.length != other.length) return this.length < other.length ? -1 : 1;
    for (let i: i32 = <i32>this.length - 1; i >= 0; i--) {
      const left = this.limb(i);
      const right = other.limb(i);
      if (left != right) return left < right ? -1 : 1;
    }
    return 0;
  }

  /** this -= other, which is not greater */
  subtract(other: Bignum): void {
    let borrow: i64 = 0;
    for (let i: u32 = 0; i < this.length; i++) {
      borrow += <i64>this.limb(i) - (i < other.length ? <i64>other.limb(i) : 0);
      this.setLimb(i, <u32>borrow);
      borrow >>= 32;
    }
    this.dropLeadingZeros();
  }

  /** this += other */
  add(other: Bignum): void {
    const length = max(this.length, other.length);
    let carry: u64 = 0;
    for (let i: u32 = 0; i < length; i++) {
      if (i < this.length) carry += this.limb(i);
      if (i < other.length) carry += other.limb(i);
      this.setLimb(i, <u32>carry);
      carry >>= 32;
    }
    this.length = length;
    if (carry) this.setLimb(this.length++, <u32>carry);
  }

  private dropLeadingZeros(): void {
    while (this.length && this.limb(this.length - 1) == 0) this.length--;
  }
}
