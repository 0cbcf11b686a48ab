package org.flatprop.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A browser without a window, if there is one on this machine. */
final class Browser implements AutoCloseable {

  private final ChromeDriver driver;
  private final Path folder;

  private Browser(ChromeDriver driver, Path folder) {
    this.driver = driver;
    this.folder = folder;
  }

  /** Starts it, or skips the tests. */
  static Browser start() throws IOException {
    Optional<Path> browser = program("chromium", "chromium-browser", "google-chrome", "chrome");
    Optional<Path> server = program("chromedriver");
    Assumptions.assumeTrue(
        browser.isPresent() && server.isPresent(),
        "no Chromium with its driver on the PATH: the tests of pages in a browser are left out");
    // it warns of versions of the browser that it does not know
    Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.get().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--window-size=1500,1000");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(server.get().toFile()).build();
    return new Browser(new ChromeDriver(service, options), Files.createTempDirectory("pages"));
  }

  private static Optional<Path> program(String... names) {
    List<String> path = List.of(System.getenv("PATH").split(File.pathSeparator));
    return Arrays.stream(names)
        .flatMap(name -> path.stream().map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Shows a page. */
  void open(String html) {
    try {
      Path file = Files.writeString(folder.resolve("page.html"), html);
      driver.get(file.toUri().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ChromeDriver driver() {
    return driver;
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  List<String> texts(String selector) {
    return all(selector).stream().map(e -> e.getDomProperty("textContent")).toList();
  }

  /** The text of the only element that there is. */
  String text(String selector) {
    List<String> texts = texts(selector);
    assertThat(texts).as(selector).hasSize(1);
    return texts.get(0);
  }

  /** Moves the mouse there. */
  void point(WebElement element) {
    settle();
    new Actions(driver).moveToElement(element).perform();
    settle();
  }

  void click(String selector) {
    settle();
    new Actions(driver).moveToElement(find(selector)).click().perform();
    settle();
  }

  /** Types keys where the focus is. */
  void type(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Replaces what stands in a field. */
  void fill(String selector, String text) {
    WebElement field = find(selector);
    field.clear();
    field.sendKeys(text);
    settle();
  }

  /** Waits until what has been changed is shown. */
  void settle() {
    ((JavascriptExecutor) driver)
        .executeAsyncScript(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));");
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** What the window shows, for the documentation: {@code -Dgoldens.rewrite=true} takes it anew. */
  void recordPicture(String name) throws IOException {
    if (Boolean.getBoolean("goldens.rewrite")) {
      Files.write(
          Path.of("..", "..", "docs", "pictures", name), driver.getScreenshotAs(OutputType.BYTES));
    }
  }

  /** No script has failed, and nothing was refused. */
  void assertQuiet() {
    assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
        .extracting(LogEntry::getMessage)
        .isEmpty();
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
