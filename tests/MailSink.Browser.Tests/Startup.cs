using MailSink.Browser.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(SampleSink))]
// Tests wait for what is on the screen; two windows at once on a small machine would keep each other waiting.
[assembly: Parallelization(Mode = ParallelMode.None)]
