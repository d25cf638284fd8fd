using System.Reflection;

namespace Moe.Cli;

/// <summary>Loads the assembly to inspect.</summary>
internal static class TargetAssembly
{
    /// <summary>Loads it, without running any of it.</summary>
    /// <exception cref="InspectException">There is no such file, or it is not a .NET assembly.</exception>
    public static Assembly Load(string path)
    {
        var file = Path.GetFullPath(path);
        if (!File.Exists(file))
            throw new InspectException($"{path} does not exist.");
        try
        {
            return TargetLoadContext.FindShared(AssemblyName.GetAssemblyName(file))
                ?? new TargetLoadContext(file).LoadFromAssemblyPath(file);
        }
        catch (BadImageFormatException)
        {
            throw new InspectException($"{path} is not a .NET assembly.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InspectException($"{path} cannot be loaded: {e.Message}");
        }
    }

    /// <summary>Its types; those that need an assembly that is not there are left out.</summary>
    public static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }
}
