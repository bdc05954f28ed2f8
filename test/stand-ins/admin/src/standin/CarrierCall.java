package standin;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One unary gRPC call over plain HTTP/2: an answer that has data is a success, one of headers alone a failure. */
final class CarrierCall {
  private static final int DATA = 0, HEADERS = 1, RESET = 3, SETTINGS = 4, PING = 6, GO_AWAY = 7;
  private static final int END_STREAM = 1, ACK = 1, END_HEADERS = 4;

  static void applyIdentity(LocalOrg org, int timeoutMilliseconds) throws IOException {
    byte[] member = concat(field(1, bytes(org.name)), field(3, bytes(org.identity)));
    call(org, "/rpcapi.AuthService/ApplyIdentityJoin", field(1, member), timeoutMilliseconds);
  }

  private static void call(LocalOrg org, String path, byte[] message, int timeoutMilliseconds) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(timeoutMilliseconds);
      socket.connect(new InetSocketAddress(org.carrierIp, org.carrierPort), timeoutMilliseconds);
      OutputStream out = socket.getOutputStream();
      out.write(bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
      out.write(frame(SETTINGS, 0, 0, new byte[0]));
      out.write(frame(HEADERS, END_HEADERS, 1, headers(org.carrierIp + ":" + org.carrierPort, path)));
      byte[] prefix = ByteBuffer.allocate(5).put((byte) 0).putInt(message.length).array();
      out.write(frame(DATA, END_STREAM, 1, concat(prefix, message)));
      out.flush();
      if (!hasData(new DataInputStream(socket.getInputStream()), out)) throw new IOException("the call was refused");
    }
  }

  private static boolean hasData(DataInputStream in, OutputStream out) throws IOException {
    boolean hasData = false;
    while (true) {
      int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      in.readInt();
      byte[] payload = new byte[length];
      in.readFully(payload);
      if (type == SETTINGS && flags != ACK) out.write(frame(SETTINGS, ACK, 0, new byte[0]));
      if (type == PING && flags != ACK) out.write(frame(PING, ACK, 0, payload));
      if (type == RESET || type == GO_AWAY) throw new EOFException("the carrier ended the call");
      hasData |= type == DATA;
      if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) return hasData;
    }
  }

  /** Literals without a name from the table, without Huffman coding. */
  private static byte[] headers(String authority, String path) {
    String[] values = {
      ":method", "POST", ":scheme", "http", ":path", path, ":authority", authority,
      "content-type", "application/grpc", "te", "trailers",
    };
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int index = 0; index < values.length; index++) {
      if (index % 2 == 0) block.write(0);
      byte[] text = bytes(values[index]);
      block.write(text.length);
      block.write(text, 0, text.length);
    }
    return block.toByteArray();
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    return frame.put((byte) type).put((byte) flags).putInt(stream).put(payload).array();
  }

  /** A field of protobuf that holds up to 127 bytes. */
  private static byte[] field(int number, byte[] value) {
    return concat(new byte[] {(byte) (number << 3 | 2), (byte) value.length}, value);
  }

  private static byte[] concat(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
