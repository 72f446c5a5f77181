package io.katka.samples;

import io.katka.junit.KatkaCluster;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A program's own name for the cluster that its tests want. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.PARAMETER})
@KatkaCluster(brokers = 3)
@interface ThreeBrokers {}
