/** Tests as a program that uses the fixture has them. */
package io.katka.samples;
