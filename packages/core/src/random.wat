;; Random numbers, four at a time, in place at the start of `memory`.
;; All of it is IEEE arithmetic without fused operations: the same on every machine.
(module
  (memory (export "memory") 1)

  ;; Threefry-2x32 with 20 rounds. Words 2i and 2i + 1, for i < 4·groups, encrypt the counter
  ;; (start + i, purpose) under the key.
  ;;
  ;; Salmon, Moraes, Dror, Shaw. Parallel Random Numbers: As Easy as 1, 2, 3. SC 2011.
  ;; https://doi.org/10.1145/2063384.2063405
  (func (export "bits")
    (param $key0 i32) (param $key1 i32) (param $purpose i32) (param $start i32) (param $groups i32)
    (local $k0 v128) (local $k1 v128) (local $k2 v128)
    (local $counter v128) (local $x0 v128) (local $x1 v128)
    (local $at i32) (local $end i32)
    (local.set $k0 (i32x4.splat (local.get $key0)))
    (local.set $k1 (i32x4.splat (local.get $key1)))
    (local.set $k2 (v128.xor (local.get $k0) (local.get $k1)))
    (local.set $k2 (v128.xor (local.get $k2) (i32x4.splat (i32.const 0x1bd11bda))))
    (local.set $counter (i32x4.add (i32x4.splat (local.get $start)) (v128.const i32x4 0 1 2 3)))
    (local.set $end (i32.shl (local.get $groups) (i32.const 5)))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $x0 (i32x4.add (local.get $counter) (local.get $k0)))
      (local.set $x1 (i32x4.add (i32x4.splat (local.get $purpose)) (local.get $k1)))

      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 13)) (i32x4.shr_u (local.get $x1) (i32.const 19))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 15)) (i32x4.shr_u (local.get $x1) (i32.const 17))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 26)) (i32x4.shr_u (local.get $x1) (i32.const 6))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 6)) (i32x4.shr_u (local.get $x1) (i32.const 26))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $k1)))
      (local.set $x1 (i32x4.add (local.get $x1) (i32x4.add (local.get $k2) (v128.const i32x4 1 1 1 1))))

      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 17)) (i32x4.shr_u (local.get $x1) (i32.const 15))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 29)) (i32x4.shr_u (local.get $x1) (i32.const 3))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 16)) (i32x4.shr_u (local.get $x1) (i32.const 16))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 24)) (i32x4.shr_u (local.get $x1) (i32.const 8))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $k2)))
      (local.set $x1 (i32x4.add (local.get $x1) (i32x4.add (local.get $k0) (v128.const i32x4 2 2 2 2))))

      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 13)) (i32x4.shr_u (local.get $x1) (i32.const 19))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 15)) (i32x4.shr_u (local.get $x1) (i32.const 17))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 26)) (i32x4.shr_u (local.get $x1) (i32.const 6))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 6)) (i32x4.shr_u (local.get $x1) (i32.const 26))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $k0)))
      (local.set $x1 (i32x4.add (local.get $x1) (i32x4.add (local.get $k1) (v128.const i32x4 3 3 3 3))))

      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 17)) (i32x4.shr_u (local.get $x1) (i32.const 15))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 29)) (i32x4.shr_u (local.get $x1) (i32.const 3))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 16)) (i32x4.shr_u (local.get $x1) (i32.const 16))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 24)) (i32x4.shr_u (local.get $x1) (i32.const 8))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $k1)))
      (local.set $x1 (i32x4.add (local.get $x1) (i32x4.add (local.get $k2) (v128.const i32x4 4 4 4 4))))

      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 13)) (i32x4.shr_u (local.get $x1) (i32.const 19))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 15)) (i32x4.shr_u (local.get $x1) (i32.const 17))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 26)) (i32x4.shr_u (local.get $x1) (i32.const 6))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $x1)))
      (local.set $x1 (v128.or (i32x4.shl (local.get $x1) (i32.const 6)) (i32x4.shr_u (local.get $x1) (i32.const 26))))
      (local.set $x1 (v128.xor (local.get $x0) (local.get $x1)))
      (local.set $x0 (i32x4.add (local.get $x0) (local.get $k2)))
      (local.set $x1 (i32x4.add (local.get $x1) (i32x4.add (local.get $k0) (v128.const i32x4 5 5 5 5))))

      (v128.store (local.get $at)
        (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $x0) (local.get $x1)))
      (v128.store offset=16 (local.get $at)
        (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $x0) (local.get $x1)))
      (local.set $counter (i32x4.add (local.get $counter) (v128.const i32x4 4 4 4 4)))
      (local.set $at (i32.add (local.get $at) (i32.const 32)))
      (br $next))))

  ;; The upper 24 bits of each word, as u in [0, 1).
  (func (export "uniform") (param $groups i32)
    (local $at i32) (local $end i32)
    (local.set $end (i32.shl (local.get $groups) (i32.const 5)))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (v128.store (local.get $at) (f32x4.mul
        (f32x4.splat (f32.const 0x1p-24))
        (f32x4.convert_i32x4_s (i32x4.shr_u (v128.load (local.get $at)) (i32.const 8)))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $next))))

  ;; Box–Muller: a pair of words becomes √(2E)·(cos a, sin a), E exponential and a uniform.
  (func (export "normal") (param $groups i32)
    (local $x v128) (local $y v128) (local $w v128) (local $r v128)
    (local $a v128) (local $z v128) (local $cos v128) (local $sin v128) (local $swap v128)
    (local $at i32) (local $end i32)
    (local.set $end (i32.shl (local.get $groups) (i32.const 5)))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $x (v128.load (local.get $at)))
      (local.set $y (v128.load offset=16 (local.get $at)))
      (local.set $w
        (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $x) (local.get $y)))
      (local.set $r (call $exponential
        (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $x) (local.get $y))))
      (local.set $r (f32x4.sqrt (f32x4.add (local.get $r) (local.get $r))))

      ;; The lower 30 bits of w say how far a is from its nearest axis: −π/4 ≤ a < π/4.
      (local.set $a (f32x4.mul
        (f32x4.splat (f32.const 0x1.921fb6p-32))
        (f32x4.convert_i32x4_s (i32x4.shl (local.get $w) (i32.const 2)))))
      (local.set $z (f32x4.mul (local.get $a) (local.get $a)))
      (local.set $sin (f32x4.splat (f32.const -1.9515295891e-4)))
      (local.set $sin (f32x4.add (f32x4.splat (f32.const 8.3321608736e-3)) (f32x4.mul (local.get $z) (local.get $sin))))
      (local.set $sin (f32x4.add (f32x4.splat (f32.const -1.6666654611e-1)) (f32x4.mul (local.get $z) (local.get $sin))))
      (local.set $sin (f32x4.mul (f32x4.mul (local.get $a) (local.get $z)) (local.get $sin)))
      (local.set $sin (f32x4.add (local.get $a) (local.get $sin)))
      (local.set $cos (f32x4.splat (f32.const 2.443315711809948e-5)))
      (local.set $cos (f32x4.add (f32x4.splat (f32.const -1.388731625493765e-3)) (f32x4.mul (local.get $z) (local.get $cos))))
      (local.set $cos (f32x4.add (f32x4.splat (f32.const 4.166664568298827e-2)) (f32x4.mul (local.get $z) (local.get $cos))))
      (local.set $cos (f32x4.add (f32x4.splat (f32.const -0.5)) (f32x4.mul (local.get $z) (local.get $cos))))
      (local.set $cos (f32x4.add (f32x4.splat (f32.const 1)) (f32x4.mul (local.get $z) (local.get $cos))))

      ;; The upper two bits choose the axis: 31 is the sign of both coordinates, 30 swaps them.
      (local.set $r (v128.xor (local.get $r)
        (v128.and (local.get $w) (i32x4.splat (i32.const 0x80000000)))))
      (local.set $swap (i32x4.shr_s (i32x4.shl (local.get $w) (i32.const 1)) (i32.const 31)))
      (local.set $x (f32x4.mul (local.get $r)
        (v128.bitselect (local.get $sin) (local.get $cos) (local.get $swap))))
      (local.set $y (f32x4.mul (local.get $r)
        (v128.bitselect (local.get $cos) (local.get $sin) (local.get $swap))))
      (v128.store (local.get $at)
        (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $x) (local.get $y)))
      (v128.store offset=16 (local.get $at)
        (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $x) (local.get $y)))
      (local.set $at (i32.add (local.get $at) (i32.const 32)))
      (br $next))))

  ;; −log E, with E exponential.
  (func (export "gumbel") (param $groups i32)
    (local $e v128) (local $at i32) (local $end i32)
    (local.set $end (i32.shl (local.get $groups) (i32.const 5)))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
      (local.set $e (call $exponential (v128.load (local.get $at))))
      (v128.store (local.get $at) (f32x4.neg
        (call $log (local.get $e) (f32x4.sub (local.get $e) (f32x4.splat (f32.const 1))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br $next))))

  ;; −log(1 − v), with v = (bits + ½)/2³² and 1 − v both to full precision: 2⁻³³ ≤ E < 22.9.
  (func $exponential (param $bits v128) (result v128)
    (f32x4.neg (call $log
      (call $fraction (v128.not (local.get $bits)))
      (f32x4.neg (call $fraction (local.get $bits))))))

  (func $fraction (param $bits v128) (result v128)
    (f32x4.add (f32x4.splat (f32.const 0x1p-33))
      (f32x4.mul (f32x4.splat (f32.const 0x1p-32)) (f32x4.convert_i32x4_u (local.get $bits)))))

  ;; log u, given u − 1 to full precision where u is near 1.
  ;; With u = 2ᵏ(1 + f), √½ ≤ 1 + f < √2, and s = f/(2 + f): log u = k log 2 + 2 artanh s.
  (func $log (param $u v128) (param $minus1 v128) (result v128)
    (local $k v128) (local $f v128) (local $s v128) (local $z v128) (local $p v128) (local $h v128)
    (local.set $k (i32x4.shr_s
      (i32x4.sub (local.get $u) (i32x4.splat (i32.const 0x3f3504f3))) (i32.const 23)))
    (local.set $f (v128.bitselect
      (local.get $minus1)
      (f32x4.sub (i32x4.sub (local.get $u) (i32x4.shl (local.get $k) (i32.const 23))) (f32x4.splat (f32.const 1)))
      (i32x4.eq (local.get $k) (v128.const i32x4 0 0 0 0))))
    (local.set $k (f32x4.convert_i32x4_s (local.get $k)))
    (local.set $s (f32x4.div (local.get $f) (f32x4.add (f32x4.splat (f32.const 2)) (local.get $f))))
    (local.set $z (f32x4.mul (local.get $s) (local.get $s)))
    (local.set $p (f32x4.splat (f32.const 0.24279078841)))
    (local.set $p (f32x4.add (f32x4.splat (f32.const 0.28498786688)) (f32x4.mul (local.get $z) (local.get $p))))
    (local.set $p (f32x4.add (f32x4.splat (f32.const 0.40000972152)) (f32x4.mul (local.get $z) (local.get $p))))
    (local.set $p (f32x4.add (f32x4.splat (f32.const 0.66666662693)) (f32x4.mul (local.get $z) (local.get $p))))
    (local.set $p (f32x4.mul (local.get $z) (local.get $p)))

    ;; 2 artanh s = f − (h − s (h + p)) with h = f²/2: f enters whole, what is rounded is small.
    (local.set $h (f32x4.mul (f32x4.splat (f32.const 0.5)) (f32x4.mul (local.get $f) (local.get $f))))
    (local.set $p (f32x4.mul (local.get $s) (f32x4.add (local.get $h) (local.get $p))))
    (local.set $p (f32x4.add (local.get $p) (f32x4.mul (local.get $k) (f32x4.splat (f32.const 0x1.2fefa2p-17)))))
    (local.set $f (f32x4.sub (local.get $f) (f32x4.sub (local.get $h) (local.get $p))))
    (f32x4.add (local.get $f) (f32x4.mul (local.get $k) (f32x4.splat (f32.const 0x1.62e3p-1))))))
