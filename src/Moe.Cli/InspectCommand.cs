using System.CommandLine;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace Moe.Cli;

/// <summary><c>moe inspect</c>: what an assembly's routings and kernels became.</summary>
internal sealed partial class InspectCommand : Command
{
    private readonly Argument<string> _assembly = new("ASSEMBLY") { Description = "The assembly, such as App.dll." };

    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "A routing, kernel, class or function, by its short or full C# name; ROUTING.KERNEL is one of the "
            + "exchange's kernels as the routing makes it. Without a name, all there is is listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _ptx = new("--ptx")
    {
        Description = "Compile it by NVRTC, which needs no GPU, and show PTX, registers, shared and local bytes, and spills.",
    };

    private readonly Option<string> _architecture = new("--arch")
    {
        Description = "The architecture that --ptx compiles for.",
        HelpName = "sm_90",
        DefaultValueFactory = _ => "sm_90",
    };

    private readonly Option<string[]> _constants = new("--constant")
    {
        Description = "The value that --ptx gives a [Specialize] parameter. May be repeated.",
        HelpName = "NAME=VALUE",
    };

    /// <summary>Declares it.</summary>
    /// <param name="console">Where the answer goes.</param>
    public InspectCommand(IAnsiConsole console)
        : base("inspect", "Lists what an assembly has in CUDA C++, or shows one declaration's source or PTX.")
    {
        _architecture.Validators.Add(result =>
        {
            var text = result.GetValueOrDefault<string>();
            if (!Architecture().IsMatch(text))
                result.AddError($"{text} is no architecture; sm_90 is one.");
        });
        Arguments.Add(_assembly);
        Arguments.Add(_name);
        Options.Add(_ptx);
        Options.Add(_architecture);
        Options.Add(_constants);
        SetAction(parsed => Run(parsed, new Inspection(console)));
    }

    [GeneratedRegex(@"^sm_\d{2,3}[a-z]?$")]
    private static partial Regex Architecture();

    private void Run(ParseResult parsed, Inspection inspection)
    {
        var assembly = TargetAssembly.Load(parsed.GetRequiredValue(_assembly));
        var catalog = new Catalog(assembly, new KernelConstants(parsed.GetValue(_constants) ?? []));
        var name = parsed.GetValue(_name);
        bool ptx = parsed.GetValue(_ptx);
        if (name is null && ptx)
            throw new InspectException("--ptx compiles a routing, a kernel or a class of kernels: name one.");
        if (name is null)
            inspection.List(assembly, catalog);
        else if (ptx)
            inspection.ShowPtx(catalog.Find(name), parsed.GetRequiredValue(_architecture));
        else
            inspection.ShowSource(catalog.Find(name));
    }
}
