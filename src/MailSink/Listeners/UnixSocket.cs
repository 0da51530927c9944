using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace MailSink.Listeners;

/// <summary>A listening socket in the file system, for its owner alone. .NET removes it when the listener is closed.</summary>
internal static class UnixSocket
{
    /// <summary>errno of opening a socket as if it were a file: no such device or address.</summary>
    private const int NotAFile = 6;

    /// <summary>Binds; nobody can connect before the mode is set, since nothing listens yet.</summary>
    public static Socket CreateBound(EndPoint endPoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        if (!OperatingSystem.IsWindows() && endPoint is UnixDomainSocketEndPoint path)
            File.SetUnixFileMode(path.ToString(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return socket;
    }

    /// <summary>Removes what an instance that was killed has left: a socket, and only one nobody answers on.</summary>
    /// <exception cref="IOException">Something else is there, somebody answers, or its folder is missing.</exception>
    public static void RemoveStale(string path)
    {
        if (Directory.Exists(path)) throw new IOException("there is a folder of that name");
        if (!Directory.Exists(Path.GetDirectoryName(path))) throw new IOException("there is no folder to put it into");
        if (!File.Exists(path)) return;
        if (!IsSocket(path)) throw new IOException("there is a file of that name that is no socket");
        if (Answers(path)) throw new IOException("another program listens there");
        File.Delete(path);
    }

    private static bool IsSocket(string path)
    {
        try
        {
            // For reading and writing: a pipe that nobody writes to would be waited for.
            File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite).Dispose();
            return false;
        }
        catch (IOException e)
        {
            return (e.HResult & 0xFFFF) == NotAFile;
        }
    }

    private static bool Answers(string path)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }
}
