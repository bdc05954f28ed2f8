package standin;

/** What every call of the console is answered: status 0, or the number of what is wrong. */
final class Answer {
  private final int status;
  private final String message;
  private final String data;

  /** `data` is JSON already. */
  Answer(int status, String message, String data) {
    this.status = status;
    this.message = message;
    this.data = data;
  }

  String json() {
    return "{\"status\":" + status + ",\"msg\":" + quote(message) + ",\"data\":" + data + "}";
  }

  static String quote(String text) {
    if (text == null) return "null";
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
  }
}
