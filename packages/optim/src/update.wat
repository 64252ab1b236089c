;; What the optimizers do to vectors of float32, four entries at a time; Adam twice in a turn.
;;
;; Vectors begin at multiples of 64 bytes, and what lies between them is zero. Sizes are in bytes.
(module
  (memory (import "vectors" "memory") 0)

  ;; Σ x², each square exact and the sum in float64, so that it is finite where all of x is.
  (func (export "sumOfSquares") (param $x i32) (param $size i32) (result f64)
    (local $end i32) (local $four v128) (local $low v128) (local $high v128) (local $lows v128)
    (local $highs v128)
    (local.set $end (i32.add (local.get $x) (local.get $size)))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $x) (local.get $end)))
      (local.set $four (v128.load (local.get $x)))
      (local.set $low (f64x2.promote_low_f32x4 (local.get $four)))
      (local.set $high (f64x2.promote_low_f32x4
        (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $four) (local.get $four))))
      (local.set $lows
        (f64x2.add (local.get $lows) (f64x2.mul (local.get $low) (local.get $low))))
      (local.set $highs
        (f64x2.add (local.get $highs) (f64x2.mul (local.get $high) (local.get $high))))
      (local.set $x (i32.add (local.get $x) (i32.const 16)))
      (br $next)))
    (local.set $lows (f64x2.add (local.get $lows) (local.get $highs)))
    (f64.add
      (f64x2.extract_lane 0 (local.get $lows))
      (f64x2.extract_lane 1 (local.get $lows))))

  ;; y ← a·y + b·x, to the last entry and not beyond it: y may be a part of a vector.
  (func (export "combine")
    (param $y i32) (param $x i32) (param $size i32) (param $a f32) (param $b f32)
    (local $end i32) (local $ax4 v128) (local $bx4 v128)
    (local.set $ax4 (f32x4.splat (local.get $a)))
    (local.set $bx4 (f32x4.splat (local.get $b)))
    (local.set $end (i32.add (local.get $y) (local.get $size)))
    (block $done (loop $next
      (br_if $done (i32.lt_u (i32.sub (local.get $end) (local.get $y)) (i32.const 16)))
      (v128.store (local.get $y) (f32x4.add
        (f32x4.mul (local.get $ax4) (v128.load (local.get $y)))
        (f32x4.mul (local.get $bx4) (v128.load (local.get $x)))))
      (local.set $x (i32.add (local.get $x) (i32.const 16)))
      (local.set $y (i32.add (local.get $y) (i32.const 16)))
      (br $next)))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $y) (local.get $end)))
      (f32.store (local.get $y) (f32.add
        (f32.mul (local.get $a) (f32.load (local.get $y)))
        (f32.mul (local.get $b) (f32.load (local.get $x)))))
      (local.set $x (i32.add (local.get $x) (i32.const 4)))
      (local.set $y (i32.add (local.get $y) (i32.const 4)))
      (br $next))))

  ;; m ← β₁·m + (1 − β₁)·g,  v ← β₂·v + (1 − β₂)·g²,  p ← p − rate·m / (scale·√v + ε).
  (func (export "adam")
    (param $p i32) (param $g i32) (param $m i32) (param $v i32) (param $size i32)
    (param $beta1 f32) (param $rest1 f32) (param $beta2 f32) (param $rest2 f32)
    (param $rate f32) (param $scale f32) (param $epsilon f32)
    (local $end i32) (local $grad v128) (local $first v128) (local $second v128)
    (local $beta1x4 v128) (local $rest1x4 v128) (local $beta2x4 v128) (local $rest2x4 v128)
    (local $ratex4 v128) (local $scalex4 v128) (local $epsilonx4 v128)
    (local.set $beta1x4 (f32x4.splat (local.get $beta1)))
    (local.set $rest1x4 (f32x4.splat (local.get $rest1)))
    (local.set $beta2x4 (f32x4.splat (local.get $beta2)))
    (local.set $rest2x4 (f32x4.splat (local.get $rest2)))
    (local.set $ratex4 (f32x4.splat (local.get $rate)))
    (local.set $scalex4 (f32x4.splat (local.get $scale)))
    (local.set $epsilonx4 (f32x4.splat (local.get $epsilon)))
    (local.set $end (i32.add (local.get $p) (local.get $size)))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $p) (local.get $end)))
      (local.set $grad (v128.load (local.get $g)))
      (local.set $first (f32x4.add
        (f32x4.mul (local.get $beta1x4) (v128.load (local.get $m)))
        (f32x4.mul (local.get $rest1x4) (local.get $grad))))
      (local.set $second (f32x4.add
        (f32x4.mul (local.get $beta2x4) (v128.load (local.get $v)))
        (f32x4.mul (local.get $rest2x4)
          (f32x4.mul (local.get $grad) (local.get $grad)))))
      (v128.store (local.get $m) (local.get $first))
      (v128.store (local.get $v) (local.get $second))
      (v128.store (local.get $p) (f32x4.sub
        (v128.load (local.get $p))
        (f32x4.div
          (f32x4.mul (local.get $ratex4) (local.get $first))
          (f32x4.add
            (f32x4.mul (local.get $scalex4) (f32x4.sqrt (local.get $second)))
            (local.get $epsilonx4)))))
      (local.set $grad (v128.load offset=16 (local.get $g)))
      (local.set $first (f32x4.add
        (f32x4.mul (local.get $beta1x4) (v128.load offset=16 (local.get $m)))
        (f32x4.mul (local.get $rest1x4) (local.get $grad))))
      (local.set $second (f32x4.add
        (f32x4.mul (local.get $beta2x4) (v128.load offset=16 (local.get $v)))
        (f32x4.mul (local.get $rest2x4)
          (f32x4.mul (local.get $grad) (local.get $grad)))))
      (v128.store offset=16 (local.get $m) (local.get $first))
      (v128.store offset=16 (local.get $v) (local.get $second))
      (v128.store offset=16 (local.get $p) (f32x4.sub
        (v128.load offset=16 (local.get $p))
        (f32x4.div
          (f32x4.mul (local.get $ratex4) (local.get $first))
          (f32x4.add
            (f32x4.mul (local.get $scalex4) (f32x4.sqrt (local.get $second)))
            (local.get $epsilonx4)))))
      (local.set $p (i32.add (local.get $p) (i32.const 32)))
      (local.set $g (i32.add (local.get $g) (i32.const 32)))
      (local.set $m (i32.add (local.get $m) (i32.const 32)))
      (local.set $v (i32.add (local.get $v) (i32.const 32)))
      (br $next)))))
