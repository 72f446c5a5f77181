package io.katka.local;

import java.nio.file.Path;

/** How a node logs: to its own file, which is rolled, five of 10 MiB at most. */
final class LogConfig {
  private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss,SSS} %p %m (%c)%n";

  private LogConfig() {}

  /** For Log4j 2, which Katka adds and which Kafka ships since 4.0. */
  static String log4j2(Path log) {
    String file = ServerProperties.escape(log.toString());
    return """
        status = error
        shutdownHook = disable
        appender.file.type = RollingFile
        appender.file.name = file
        appender.file.fileName = %1$s
        appender.file.filePattern = %1$s.%%i
        appender.file.layout.type = PatternLayout
        appender.file.layout.pattern = %2$s
        appender.file.policies.type = Policies
        appender.file.policies.size.type = SizeBasedTriggeringPolicy
        appender.file.policies.size.size = 10MB
        appender.file.strategy.type = DefaultRolloverStrategy
        appender.file.strategy.max = 4
        rootLogger.level = info
        rootLogger.appenderRef.file.ref = file
        """
        .formatted(file, PATTERN);
  }

  /** For the Log4j 1 that Kafka ships up to 3.9. */
  static String log4j1(Path log) {
    return """
        log4j.rootLogger=INFO, file
        log4j.appender.file=org.apache.log4j.RollingFileAppender
        log4j.appender.file.File=%s
        log4j.appender.file.MaxFileSize=10MB
        log4j.appender.file.MaxBackupIndex=4
        log4j.appender.file.layout=org.apache.log4j.PatternLayout
        log4j.appender.file.layout.ConversionPattern=%%d{ISO8601} %%p %%m (%%c)%%n
        """
        .formatted(ServerProperties.escape(log.toString()));
  }
}
